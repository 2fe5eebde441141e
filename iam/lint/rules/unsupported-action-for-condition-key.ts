import { matchingActions, supportsKey } from "../catalogue-actions";
import { definedConditions } from "../condition-rule";
import { awsRule } from "../rule";

export const unsupportedActionForConditionKey = awsRule({
  code: "unsupported-action-for-condition-key",
  severity: "error",
  description:
    "Finds a service's condition key on actions whose requests never carry it. As with AWS, patterns of actions are not " +
    "judged; nor are operators that hold for an absent key, and keys that work across services.",
  needsCatalogue: true,
  check: (context, report) => {
    const { catalogue } = context;
    if (catalogue === undefined) return;
    const global = new Set(catalogue.conditionKeys("aws").map((known) => known.key));
    for (const [{ statement, key, lowerKey, operator, pointer }, definition] of definedConditions(context)) {
      const service = lowerKey.slice(0, lowerKey.indexOf(":"));
      const holdsWhenAbsent =
        operator.negated || operator.ifExists || operator.family === "null" || operator.qualifier === "ForAllValues";
      const isGlobal = global.has(definition.key);
      if (!catalogue.hasService(service) || isGlobal || holdsWhenAbsent) continue;
      const unsupported = statement.actions
        .filter(({ element, hasWildcard }) => element === "Action" && !hasWildcard)
        .flatMap((view) => matchingActions(view, catalogue) ?? [])
        .filter((action) => !supportsKey(action, key, catalogue))
        .map((action) => `${action.service}:${action.name}`);
      if (unsupported.length === 0) continue;
      const list = unsupported.map((action) => `\`${action}\``).join(", ");
      report(
        pointer,
        `requests of ${list} carry no \`${key}\`: the statement never matches them`,
        `move ${list} to a statement without the condition`,
      );
    }
  },
});
