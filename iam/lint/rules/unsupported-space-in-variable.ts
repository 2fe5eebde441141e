import { awsRule } from "../rule";

export const unsupportedSpaceInVariable = awsRule({
  code: "unsupported-space-in-variable",
  severity: "error",
  description: "Finds spaces in the name of a policy variable.",
  check: ({ statements }, report) => {
    for (const { resources, conditions } of statements) {
      for (const { parts, pointer } of [...resources, ...conditions.flatMap(({ values }) => values)]) {
        for (const part of parts) {
          if (part.kind !== "variable" || !/\s/.test(part.key)) continue;
          const name = part.key.replaceAll(/\s/g, "");
          report(pointer, `there is no condition key \`${part.key}\`: its name holds a space`, `use \`\${${name}}\``);
        }
      }
    }
  },
});
