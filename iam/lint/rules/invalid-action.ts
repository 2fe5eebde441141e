import { actionsOfOperation } from "../../data/api-operation-actions";
import type { ActionCatalogue } from "../../data/action-catalogue";
import { matchingActions } from "../catalogue-actions";
import { awsRule, type Report } from "../rule";
import type { ActionView } from "../statement-view";
import { didYouMean } from "../suggest";

export const invalidAction = awsRule({
  code: "invalid-action",
  severity: "error",
  description:
    "Finds actions that their service does not define, action patterns that match none of them, and entries that are " +
    "no `service:action`. API operations that are authorised by an action of another name get that name.",
  check: ({ statements, catalogue }, report) => {
    for (const view of statements.flatMap(({ actions }) => actions)) {
      if (view.hasSymbol) continue;
      if (view.service === "") checkForm(view, report);
      else if (catalogue !== undefined) checkExists(view, catalogue, report);
    }
  },
});

function checkForm(view: ActionView, report: Report): void {
  if (/^\*+$/.test(view.text)) return;
  report(view.pointer, `\`${view.text}\` is no action: it matches nothing`, "write `service:action`, or `*` for all");
}

function checkExists(view: ActionView, catalogue: ActionCatalogue, report: Report): void {
  const matching = matchingActions(view, catalogue);
  if (matching === undefined || matching.length > 0) return;
  if (view.hasWildcard) {
    report(view.pointer, `\`${view.text}\` matches no action of the service`, "use the name of an action that exists");
    return;
  }
  const meant = actionsOfOperation(view.text);
  const names = catalogue.actions(view.service).map(({ name }) => `${view.service}:${name}`);
  const fix =
    meant === undefined
      ? didYouMean(`${view.service}:${view.name}`, names, "remove it, or use the name of an action that exists")
      : `use ${meant.map((action) => `\`${action}\``).join(" and ")}`;
  const why = meant === undefined ? "" : ": it is an API operation that other actions authorise";
  report(view.pointer, `the action \`${view.text}\` does not exist${why}`, fix);
}
