import { redundantValues } from "../redundant-values";
import { awsRule } from "../rule";
import type { ResourceView } from "../statement-view";
import { inclusionOf } from "../value-inclusion";

export const redundantResource = awsRule({
  code: "redundant-resource",
  severity: "suggestion",
  description: "Finds resources that another entry of the same list includes.",
  check: (context, report) => {
    const inclusion = inclusionOf(context);
    const includes = (outer: ResourceView, inner: ResourceView): boolean => inclusion.includesResource(outer, inner);
    for (const { resources } of context.statements) {
      for (const element of ["Resource", "NotResource"] as const) {
        const list = resources.filter((view) => view.element === element);
        for (const { value, by } of redundantValues(list, includes)) {
          report(value.pointer, `\`${value.text}\` is included in \`${by.text}\``, `remove \`${value.text}\``);
        }
      }
    }
  },
});
