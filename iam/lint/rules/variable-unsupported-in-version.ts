import { variableTexts } from "../policy-variables";
import { awsRule } from "../rule";

export const variableUnsupportedInVersion = awsRule({
  code: "variable-unsupported-in-version",
  severity: "error",
  description: "Finds policy variables in documents of version 2008-10-17, where they are plain text.",
  check: ({ document, statements }, report) => {
    if (document.version === "2012-10-17") return;
    for (const { resources, conditions } of statements) {
      for (const { text, pointer } of [...resources, ...conditions.flatMap(({ values }) => values)]) {
        const [variable] = variableTexts(text);
        if (variable === undefined) continue;
        report(
          pointer,
          `\`${variable}\` is plain text in version \`${document.version}\` and never replaced`,
          'set `"Version": "2012-10-17"`',
        );
      }
    }
  },
});
