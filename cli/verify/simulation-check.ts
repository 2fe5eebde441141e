import type { IdentityReader, RolePolicyText } from "../../aws/identity-reader";
import type { AuthorizationRequest, NamedPolicy } from "../../iam";
import { evaluate, parsePolicyDocument } from "../../iam";
import type { Verdict } from "./check";
import { verdict } from "./check";
import type { LiveIdentity, Read } from "./live-identity";
import { attempt } from "./live-identity";

/** How many requests are simulated for one role. */
const MOST_REQUESTS = 10;

/**
 * Asks AWS's simulation about requests that the role's policies name, and compares with this package's own evaluation of
 * them within the role's boundary. Skipped where the caller may not simulate or read them, and where they name no action in
 * full.
 */
export async function simulationCheck(live: LiveIdentity, reader: IdentityReader): Promise<readonly Verdict[]> {
  const { role, policies, boundary } = live;
  if (role?.kind !== "read" || policies?.kind !== "read") {
    return [];
  }
  if (boundary?.kind === "notRead") {
    return [unread(boundary)];
  }
  const identity = policies.value.flatMap(parsed);
  const limit = boundary === undefined ? undefined : parsed(boundary.value)[0];
  const requests = requestsNamedBy(identity, role.value.arn).slice(0, MOST_REQUESTS);
  const invalid = identity.length < policies.value.length || (boundary !== undefined && limit === undefined);
  if (invalid || requests.length === 0) {
    return [skipped("the policies name no request that is decided by them alone")];
  }
  const applicable = { identity, ...(limit === undefined ? {} : { permissionsBoundary: limit }) };
  for (const request of requests) {
    const own = evaluate(request, applicable).decision;
    const simulated = await attempt(() => reader.simulate(role.value.arn, request.action, request.resource));
    if (simulated.kind === "notRead") {
      return [unread(simulated)];
    }
    if (own !== "unknown" && own !== simulated.value) {
      const message = `\`${request.action}\` on \`${request.resource}\` is ${simulated.value} to AWS, expected ${own}`;
      return [verdict("simulation-agrees", false, message)];
    }
  }
  return [verdict("simulation-agrees", true, `${requests.length} of the requests that the policies name`)];
}

function parsed({ id, document: text }: RolePolicyText): NamedPolicy[] {
  const result = parsePolicyDocument(text, { policyType: "identity" });
  return result.kind === "parsed" ? [{ id, document: result.document }] : [];
}

function unread({ reason, denied }: Extract<Read<unknown>, { kind: "notRead" }>): Verdict {
  return denied ? skipped(reason) : { id: "simulation-agrees", status: "notRead", message: reason };
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
