import { awsRule } from "../rule";

export const dynamodbAttributesWithoutSelect = awsRule({
  code: "dynamodb-attributes-without-select",
  severity: "securityWarning",
  description: "Finds Allow statements with dynamodb:Attributes and no dynamodb:Select.",
  check: ({ statements }, report) => {
    for (const view of statements) {
      const [condition] = view.conditionsOn("dynamodb:attributes");
      if (!view.isAllow || condition === undefined || view.conditionsOn("dynamodb:select").length > 0) continue;
      report(
        condition.pointer,
        "a read without a projection carries no attributes, passes the condition and returns the whole item",
        'add `"StringEquals": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}`',
      );
    }
  },
});
