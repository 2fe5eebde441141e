import { actionFormats } from "../contain/action-resources";
import type { Statement } from "../document/policy-document";
import { matchingActions } from "./catalogue-actions";
import type { LintContext } from "./lint-context";
import { mayActOn, namedResources } from "./resource-fit";
import type { Report } from "./rule";

/** AWS's page on what an action and a resource that is none of its types come to. */
export const ACTIONS_TABLE =
  "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#actions_table";

/** Types, and formats, that a message names. */
const MOST_NAMED = 3;

/** Reports the actions of a kind of statements that none of their statement's resources can be a resource of. */
export function reportUnfitActions(effect: Statement["effect"], context: LintContext, report: Report): void {
  const { catalogue } = context;
  if (catalogue === undefined) return;
  for (const statement of context.statements) {
    if (statement.isAllow !== (effect === "Allow")) continue;
    const resources = namedResources(statement, context, catalogue);
    if (resources === undefined) continue;
    for (const view of statement.actions) {
      const actions = view.element === "Action" ? (matchingActions(view, catalogue) ?? []) : [];
      if (actions.length === 0 || actions.some((action) => mayActOn(action, resources, catalogue))) continue;
      const types = listOf(actions.flatMap(({ resourceTypes }) => resourceTypes.map(({ name }) => name)));
      const formats = listOf(actions.flatMap((action) => actionFormats(action, catalogue)));
      const message = `\`${view.text}\` acts on ${types}, and no resource of the statement is one`;
      report(view.pointer, `${message}: it ${statement.isAllow ? "allows" : "denies"} nothing`, `name ${formats}`);
    }
  }
}

/** The first of some texts, each once, and how many there are more. */
function listOf(texts: readonly string[]): string {
  const all = [...new Set(texts)];
  const named = all.slice(0, MOST_NAMED).map((text) => `\`${text}\``);
  const more = all.length - named.length;
  return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(" or ");
}
