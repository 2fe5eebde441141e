import { starRule } from "../star-conditions";

export const equivalentToNullFalse = starRule({
  code: "equivalent-to-null-false",
  meaning: "present",
  description: "Finds Like conditions with `*`, which only ask that the key is in the request.",
  effect: "only asks that the key is in the request",
  fix: ({ key }) => `use \`"Null": {"${key}": "false"}\``,
});
