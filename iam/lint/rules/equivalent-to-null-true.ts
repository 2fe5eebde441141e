import { starRule } from "../star-conditions";

export const equivalentToNullTrue = starRule({
  code: "equivalent-to-null-true",
  meaning: "absent",
  description: "Finds negated Like conditions with `*`, which only ask that the key is not in the request.",
  effect: "only asks that the key is not in the request",
  fix: ({ key }) => `use \`"Null": {"${key}": "true"}\``,
});
