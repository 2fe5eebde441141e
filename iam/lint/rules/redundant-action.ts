import { redundantValues } from "../redundant-values";
import { awsRule } from "../rule";
import type { ActionView } from "../statement-view";
import { inclusionOf } from "../value-inclusion";

export const redundantAction = awsRule({
  code: "redundant-action",
  severity: "suggestion",
  description: "Finds actions that another entry of the same list includes.",
  check: (context, report) => {
    const inclusion = inclusionOf(context);
    const includes = (outer: ActionView, inner: ActionView): boolean => inclusion.includesAction(outer, inner);
    for (const { actions } of context.statements) {
      for (const element of ["Action", "NotAction"] as const) {
        const list = actions.filter((view) => view.element === element);
        for (const { value, by } of redundantValues(list, includes)) {
          report(value.pointer, `\`${value.text}\` is included in \`${by.text}\``, `remove \`${value.text}\``);
        }
      }
    }
  },
});
