import { variableTexts } from "../policy-variables";
import { awsRule } from "../rule";

export const variableUnsupportedInElement = awsRule({
  code: "variable-unsupported-in-element",
  severity: "error",
  description:
    "Finds policy variables in Action, NotAction, Principal and NotPrincipal, where AWS does not replace them.",
  check: ({ statements }, report) => {
    for (const { actions, principals } of statements) {
      for (const { text, pointer, element } of [...actions, ...principals]) {
        const [variable] = variableTexts(text);
        if (variable === undefined) continue;
        report(
          pointer,
          `\`${variable}\` is not replaced in ${element}`,
          "use policy variables in Resource and Condition only",
        );
      }
    }
  },
});
