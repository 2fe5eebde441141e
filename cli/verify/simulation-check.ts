import type { IdentityReader } from "../../aws/identity-reader";
import type { AuthorizationRequest, NamedPolicy } from "../../iam";
import { evaluate, parsePolicyDocument } from "../../iam";
import type { Verdict } from "./check";
import { verdict } from "./check";
import type { LiveIdentity } from "./live-identity";
import { attempt } from "./live-identity";

/** How many requests are simulated for one role. */
const MOST_REQUESTS = 10;

/**
 * Asks AWS's simulation about requests that the role's policies name, and compares with this package's own evaluation.
 * Skipped where the caller may not simulate, where a boundary limits the role, and where the policies name no action in full.
 */
export async function simulationCheck(live: LiveIdentity, reader: IdentityReader): Promise<readonly Verdict[]> {
  if (live.role?.kind !== "read" || live.policies?.kind !== "read") {
    return [];
  }
  const { arn, permissionsBoundaryArn } = live.role.value;
  const identity = live.policies.value.flatMap(({ id, document: text }): NamedPolicy[] => {
    const result = parsePolicyDocument(text, { policyType: "identity" });
    return result.kind === "parsed" ? [{ id, document: result.document }] : [];
  });
  const requests = requestsNamedBy(identity, arn).slice(0, MOST_REQUESTS);
  if (permissionsBoundaryArn !== undefined || identity.length < live.policies.value.length || requests.length === 0) {
    return [skipped("the policies name no request that is decided by them alone")];
  }
  for (const request of requests) {
    const own = evaluate(request, { identity }).decision;
    const simulated = await attempt(() => reader.simulate(arn, request.action, request.resource));
    if (simulated.kind === "notRead") {
      return [skipped(simulated.reason)];
    }
    if (own !== "unknown" && own !== simulated.value) {
      const message = `\`${request.action}\` on \`${request.resource}\` is ${simulated.value} to AWS, expected ${own}`;
      return [verdict("simulation-agrees", false, message)];
    }
  }
  return [verdict("simulation-agrees", true, `${requests.length} of the requests that the policies name`)];
}

/** One request for each action and first resource of the statements without conditions that allow. */
function requestsNamedBy(policies: readonly NamedPolicy[], principal: string): readonly AuthorizationRequest[] {
  const statements = policies.flatMap(({ document }) => document.statements);
  return statements
    .filter(({ effect, conditions }) => effect === "Allow" && conditions.length === 0)
    .flatMap(({ actions = [], resources = [] }) => {
      const resource = resources.find((candidate) => !candidate.includes("${"));
      return resource === undefined
        ? []
        : actions
            .filter((action) => /^[a-z0-9-]+:[A-Za-z]+$/.test(action))
            .map((action) => ({
              principal,
              action,
              resource: resource === "*" ? "*" : resource.replace(/[*?]/g, "x"),
              context: {},
            }));
    });
}

function skipped(message: string): Verdict {
  return { id: "simulation-agrees", status: "skipped", message };
}
