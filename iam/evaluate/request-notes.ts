import type { ActionCatalogue } from "../data/action-catalogue";
import type { Reason } from "../reason";
import type { AuthorizationRequest } from "./authorization-request";

/**
 * What a catalogue holds against a request: an action that it does not know, or a resource where AWS authorises the action
 * against `*`, and the other way round. It decides nothing; codes are `unknown-service`, `unknown-action`,
 * `resource-not-expected` and `resource-expected`.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function requestNotes(
  { action, resource }: AuthorizationRequest,
  catalogue: ActionCatalogue,
): readonly Reason[] {
  const colon = action.indexOf(":");
  const service = action.slice(0, Math.max(colon, 0));
  if (!catalogue.hasService(service)) {
    return [{ code: "unknown-service", message: `the catalogue has no service \`${service}\`, got \`${action}\`` }];
  }
  const known = catalogue.action(service, action.slice(colon + 1));
  if (known === undefined) return [{ code: "unknown-action", message: `the catalogue has no action \`${action}\`` }];
  const types = known.resourceTypes.map(({ name }) => name);
  if (types.length === 0 && resource !== "*") {
    const message = `\`${action}\` has no resource types: AWS asks for it on \`*\`, got \`${resource}\``;
    return [{ code: "resource-not-expected", message }];
  }
  if (known.resourceTypes.some(({ required }) => required) && resource === "*") {
    const message = `AWS asks for \`${action}\` on a resource (${types.join(", ")}), got \`*\``;
    return [{ code: "resource-expected", message }];
  }
  return [];
}
