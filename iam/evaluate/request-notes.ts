import type { ActionCatalogue } from "../data/action-catalogue";
import { isOfAnyService } from "../data/arn-formats";
import type { Reason } from "../reason";
import type { ApplicablePolicies, AuthorizationRequest } from "./authorization-request";
import type { RequestView } from "./request-view";

/**
 * What speaks against a request, or against taking the decision for AWS's: an action that the catalogue does not know, a
 * resource where AWS authorises the action against `*`, the other way round, one of another service, what AWS refuses
 * whatever the policies say (`refusalOf`), or another account's resource without its policy. Of these only a refusal
 * decides; codes are `unknown-service`, `unknown-action`, `resource-not-expected`, `resource-expected`,
 * `resource-of-another-service`, `another-account` and those of `refusalOf`.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function requestNotes(
  view: RequestView,
  policies: ApplicablePolicies,
  catalogue: ActionCatalogue,
  refusal: Reason | undefined,
): readonly Reason[] {
  return [...actionNotes(view.request, catalogue), ...(refusal === undefined ? ownerNotes(view, policies) : [refusal])];
}

/** What is said of the resource's owner where it is not the caller's account. */
function ownerNotes(view: RequestView, { identity, resource: policy }: ApplicablePolicies): readonly Reason[] {
  const { account } = view.principal;
  const owner = view.resourceAccount;
  if (account === undefined || owner === undefined || owner === account) return [];
  if (identity === undefined || policy !== undefined) return [];
  const message = `the resource is of account ${owner}: its policy, which is not given, must allow the request too`;
  return [{ code: "another-account", message }];
}

function actionNotes({ action, resource }: AuthorizationRequest, catalogue: ActionCatalogue): readonly Reason[] {
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
  const formats = catalogue.resourceTypes(service).filter(({ name }) => types.includes(name));
  const services = new Set(formats.map(({ arnFormat }) => arnFormat.split(":")[2]));
  const isOfAny = formats.some(({ arnFormat }) => isOfAnyService(arnFormat));
  const given = resource.split(":")[2];
  if (given !== undefined && services.size > 0 && !isOfAny && !services.has(given)) {
    const message = `AWS asks for \`${action}\` on a resource of ${[...services].join(", ")}, got one of \`${given}\``;
    return [{ code: "resource-of-another-service", message }];
  }
  if (known.resourceTypes.some(({ required }) => required) && resource === "*") {
    const message = `AWS asks for \`${action}\` on a resource (${types.join(", ")}), got \`*\``;
    return [{ code: "resource-expected", message }];
  }
  return [];
}
