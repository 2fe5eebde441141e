import { awsRule } from "../rule";

export const emptySidValue = awsRule({
  code: "empty-sid-value",
  severity: "suggestion",
  description: "Finds statements whose Sid is the empty text.",
  check: ({ statements }, report) => {
    for (const view of statements) {
      if (view.statement.sid === "") {
        report(view.at("Sid"), "the Sid is empty and identifies nothing", "give it a value, or remove the element");
      }
    }
  },
});
