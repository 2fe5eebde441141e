import { expect } from "chai";
import fc from "fast-check";
import {
  checkContainment,
  checkDisjointness,
  compilePolicies,
  effectivePermissions,
  evaluate,
  type AuthorizationRequest,
  type CompiledPolicies,
  type Containment,
} from "../../../iam";
import { requestsOver } from "../../support/oracle/containment-oracle";
import { principalPair, SEPARATE_KEYS } from "../../support/oracle/effective-arbitrary";
import { pairs, SEED } from "../../support/property-settings";

const PAIRS = pairs(80);
const ROLE = "arn:aws:iam::111122223333:role/example";
const USER = "arn:aws:iam::111122223333:user/alice";
const TAG = "aws:PrincipalTag/t";
type Context = AuthorizationRequest["context"];

const allows = (policies: CompiledPolicies, request: AuthorizationRequest): boolean =>
  evaluate(request, policies).decision === "allowed";

describe("effective permissions and their oracle", () => {
  it("agree on random policies of one principal, and on what two of them have in common", function () {
    this.timeout(0);
    const counts: Record<Containment["kind"], number> = { contained: 0, notContained: 0, unknown: 0 };
    fc.assert(
      fc.property(principalPair(), ({ keys, first, second }) => {
        const [inner, outer] = [first, second].map((policies) => effectivePermissions(policies, { principal: ROLE }));
        const [one, other] = [compilePolicies(first), compilePolicies(second)];
        const verdict = checkContainment(inner!, outer!);
        counts[verdict.kind]++;
        const disjointness = checkDisjointness(inner!, outer!);
        for (const request of requestsOver(keys)) {
          if (!allows(one, request)) continue;
          const both = allows(other, request);
          if (!both) expect(verdict.kind, JSON.stringify(request)).to.not.equal("contained");
          if (both) expect(disjointness.kind, JSON.stringify(request)).to.not.equal("disjoint");
        }
      }),
      { seed: SEED, numRuns: PAIRS },
    );
    expect(counts.contained, "contained verdicts compared").to.be.greaterThan(PAIRS / 20);
    expect(counts.unknown / PAIRS, JSON.stringify(counts)).to.be.at.most(0.01);
  });

  it("agree on a gain of one principal over another, whatever sessions they choose", function () {
    this.timeout(0);
    const counts: Record<Containment["kind"], number> = { contained: 0, notContained: 0, unknown: 0 };
    const tags = fc.constantFrom("a", "b");
    fc.assert(
      fc.property(principalPair(SEPARATE_KEYS), tags, tags, ({ keys, first, second }, mine, yours) => {
        const inner = effectivePermissions(first, { principal: ROLE, context: { [TAG]: mine } });
        const outer = effectivePermissions(second, { principal: USER, context: { [TAG]: yours } });
        const verdict = checkContainment(inner, outer);
        counts[verdict.kind]++;
        const [one, other] = [compilePolicies(first), compilePolicies(second)];
        const sessions = [
          ...new Set([...requestsOver(keys)].map(({ context }) => JSON.stringify(sessionOf(context)))),
        ].map((text) => JSON.parse(text) as Context);
        const mayBy = (
          policies: CompiledPolicies,
          principal: string,
          request: AuthorizationRequest,
          tag: string,
        ): boolean =>
          sessions.some((session) => {
            const context = { ...sharedOf(request.context), ...session, [TAG]: tag };
            return allows(policies, { ...request, principal, context });
          });
        const isGain = (request: AuthorizationRequest): boolean =>
          mayBy(one, ROLE, request, mine) && !mayBy(other, USER, request, yours);
        const shared = new Map([...requestsOver(keys)].map((request) => [sharedKey(request), request]));
        const gain = [...shared.values()].find(isGain);
        if (verdict.kind === "contained") expect(gain).to.equal(undefined);
        if (verdict.kind === "notContained")
          expect(isGain(verdict.counterexample), JSON.stringify(verdict)).to.equal(true);
      }),
      { seed: SEED, numRuns: PAIRS },
    );
    expect(counts.contained, "contained verdicts compared").to.be.greaterThan(PAIRS / 20);
    expect(counts.unknown / PAIRS, JSON.stringify(counts)).to.be.at.most(0.1);
  });
});

const isOfSession = (key: string): boolean => key.startsWith("aws:MultiFactor");

function sessionOf(context: Context): Context {
  return Object.fromEntries(Object.entries(context).filter(([key]) => isOfSession(key)));
}

function sharedOf(context: Context): Context {
  return Object.fromEntries(Object.entries(context).filter(([key]) => !isOfSession(key) && key !== TAG));
}

function sharedKey({ action, resource, context }: AuthorizationRequest): string {
  return JSON.stringify([action, resource, sharedOf(context)]);
}
