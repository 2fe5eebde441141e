import { includesArn } from "../pattern-inclusion";
import { redundantValues } from "../redundant-values";
import { awsRule } from "../rule";

export const redundantResource = awsRule({
  code: "redundant-resource",
  severity: "suggestion",
  description: "Finds resources that another entry of the same list includes.",
  check: ({ statements }, report) => {
    for (const { resources } of statements) {
      for (const element of ["Resource", "NotResource"] as const) {
        const list = resources.filter((view) => view.element === element);
        for (const { value, by } of redundantValues(list, (outer, inner) => includesArn(outer.parts, inner.parts))) {
          report(value.pointer, `\`${value.text}\` is included in \`${by.text}\``, `remove \`${value.text}\``);
        }
      }
    }
  },
});
