import { knownConditions } from "../condition-rule";
import { awsRule } from "../rule";

export const nullWithIfExists = awsRule({
  code: "null-with-if-exists",
  severity: "error",
  description: "Finds Null with the suffix IfExists, which AWS does not know.",
  check: (context, report) => {
    for (const { operator, pointer } of knownConditions(context)) {
      if (operator.family !== "null" || !operator.ifExists) continue;
      report(pointer, "`Null` asks whether the key exists and takes no `IfExists`", "remove the suffix `IfExists`");
    }
  },
});
