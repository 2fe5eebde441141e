import type { ApplicablePolicies, AuthorizationRequest } from "./authorization-request";
import { CompiledPolicies } from "./compile-policies";
import { isLimitedByRcps, isLimitedByScps } from "./organization-policies";
import { allows, type PolicyVerdict } from "./policy-verdict";
import { RequestView } from "./request-view";
import { isAllowed, judgeAll, type Verdicts } from "./verdicts";

/** One kind of policies, and what the verdicts are once it allows the request. */
interface Kind {
  readonly name: string;
  readonly verdict: PolicyVerdict | undefined;
  allowing(verdicts: Verdicts): Verdicts;
}

/**
 * The kinds of policies that would have to allow a request which is denied implicitly, and do not: `the permissions
 * boundary`, `the SCPs of level 2`. Of an identity policy and a resource policy that could each allow it, the identity
 * policy. None when no policy that is given can allow this caller anything.
 */
export function missingAllows(
  request: AuthorizationRequest,
  policies: ApplicablePolicies | CompiledPolicies,
): readonly string[] {
  const compiled = policies instanceof CompiledPolicies ? policies : new CompiledPolicies(policies);
  const view = new RequestView(request);
  const verdicts = judgeAll(view, compiled);
  const isAllowedWith = (kinds: readonly Kind[]): boolean =>
    isAllowed(
      view,
      compiled,
      kinds.reduce((changed, kind) => kind.allowing(changed), verdicts),
    ) === true;
  let needed = kindsOf(view, compiled, verdicts).filter(({ verdict }) => verdict && allows(verdict) !== true);
  if (!isAllowedWith(needed)) return [];
  for (const kind of needed) {
    const others = needed.filter((other) => other !== kind);
    if (isAllowedWith(others)) needed = others;
  }
  return needed.map(({ name }) => name);
}

/** The resource policy first: where another kind can allow in its place, that one is named. */
function kindsOf(view: RequestView, { scps, rcps }: CompiledPolicies, verdicts: Verdicts): readonly Kind[] {
  const { resource, identity, boundary, session, levels } = verdicts;
  const names = [
    ...(isLimitedByScps(view) ? scps.map((_, index) => `the SCPs of level ${index + 1}`) : []),
    ...(isLimitedByRcps(view) ? rcps.map((_, index) => `the RCPs of level ${index + 1}`) : []),
  ];
  const allowing = (verdict: PolicyVerdict): PolicyVerdict => ({ ...verdict, allowsDirectly: true });
  const one = (name: string, key: "resource" | "identity" | "boundary" | "session", verdict?: PolicyVerdict): Kind => ({
    name,
    verdict,
    allowing: (all) => ({ ...all, [key]: verdict && allowing(verdict) }),
  });
  return [
    one("the resource policy", "resource", resource),
    one("the identity policies", "identity", identity),
    one("the permissions boundary", "boundary", boundary),
    one("the session policies", "session", session),
    ...levels.map((verdict, index) => ({
      name: names[index] ?? "",
      verdict,
      allowing: (all: Verdicts) => ({ ...all, levels: all.levels.with(index, allowing(verdict)) }),
    })),
  ];
}
