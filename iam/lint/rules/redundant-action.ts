import { includesPattern } from "../pattern-inclusion";
import { redundantValues } from "../redundant-values";
import { awsRule } from "../rule";
import type { ActionView } from "../statement-view";

/** A pattern with a service prefix includes nothing of another service. */
function includes(outer: ActionView, inner: ActionView): boolean {
  if (outer.service !== inner.service && /^[a-z0-9-]+$/.test(outer.service)) return false;
  return includesPattern(outer.parts, inner.parts, { ignoreCase: true });
}

export const redundantAction = awsRule({
  code: "redundant-action",
  severity: "suggestion",
  description: "Finds actions that another entry of the same list includes.",
  check: ({ statements }, report) => {
    for (const { actions } of statements) {
      for (const element of ["Action", "NotAction"] as const) {
        const list = actions.filter((view) => view.element === element);
        for (const { value, by } of redundantValues(list, includes)) {
          report(value.pointer, `\`${value.text}\` is included in \`${by.text}\``, `remove \`${value.text}\``);
        }
      }
    }
  },
});
