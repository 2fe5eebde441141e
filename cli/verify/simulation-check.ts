import type { IdentityReader, RolePolicyText } from "../../aws/identity-reader";
import type { AuthorizationRequest, NamedPolicy } from "../../iam";
import { evaluate, parsePolicyDocument } from "../../iam";
import type { Verdict } from "./check";
import { notRead, skipped, verdict } from "./check";
import type { LiveIdentity, Read } from "./live-identity";
import { attempt } from "./live-identity";

const ID = "simulation-agrees";

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
  if (identity.length < policies.value.length || (boundary !== undefined && limit === undefined)) {
    return [notRead(ID, "a policy of the role, or its boundary, is no valid policy document")];
  }
  const applicable = { identity, ...(limit === undefined ? {} : { permissionsBoundary: limit }) };
  let compared = 0;
  for (const request of requests) {
    const own = evaluate(request, applicable).decision;
    if (own === "unknown") continue;
    compared++;
    const simulated = await attempt(() => reader.simulate(role.value.arn, request.action, request.resource));
    if (simulated.kind === "notRead") {
      return [unread(simulated)];
    }
    if (own !== simulated.value) {
      const message = `\`${request.action}\` on \`${request.resource}\` is ${simulated.value} to AWS, expected ${own}`;
      return [verdict(ID, false, message)];
    }
  }
  if (compared === 0) return [skipped(ID, "the policies name no request that is decided by them alone")];
  return [verdict(ID, true, `${compared} of the requests that the policies name`)];
}

function parsed({ id, document: text }: RolePolicyText): NamedPolicy[] {
  const result = parsePolicyDocument(text, { policyType: "identity" });
  return result.kind === "parsed" ? [{ id, document: result.document }] : [];
}

function unread({ reason, denied }: Extract<Read<unknown>, { kind: "notRead" }>): Verdict {
  return denied ? skipped(ID, reason) : notRead(ID, reason);
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
