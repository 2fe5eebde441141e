import { expect } from "chai";
import { allCallers, type CallerKind } from "../../../iam/contain/caller";
import { limitedRequests } from "../../../iam/contain/limited-requests";
import { documentOf, environmentOf } from "../../support/containment";
import { checkContainment } from "../../../iam/contain/check-containment";
import type { PolicyType } from "../../../iam/document/policy-document";

/** Whether every literal of a dimension holds for a text; undefined where there is none. */
function limits(
  policyType: PolicyType,
  kind: CallerKind["kind"],
  dimension: string,
  text: string,
): boolean | undefined {
  const caller = allCallers([]).find((one) => one.kind === kind);
  const literals = limitedRequests(policyType, environmentOf(caller && { caller })).filter(
    ({ atom }) => atom.dimension === dimension,
  );
  if (literals.length === 0) return undefined;
  return literals.every(({ atom: { set }, holds }) => {
    if (set.kind !== "text") throw new Error(set.kind);
    return set.certain.some((pattern) => pattern.matches(text)) === holds;
  });
}

const LINKED = "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";
const ROLE = "arn:aws:iam::111122223333:role/x";

describe("the requests that policies limit", () => {
  it("are all, but for SCPs and RCPs", () => {
    for (const policyType of ["identity", "resource", "trust", "session", "permissionsBoundary"] as const)
      expect(limitedRequests(policyType, environmentOf()), policyType).to.deep.equal([]);
  });

  for (const policyType of ["scp", "rcp"] as const) {
    it(`of ${policyType}s are not those of service-linked roles`, () => {
      expect(limits(policyType, "roleSession", "principal", LINKED)).to.equal(false);
      expect(limits(policyType, "roleSession", "principal", ROLE)).to.equal(true);
      expect(limits(policyType, "user", "principal", "arn:aws:iam::111122223333:user/x")).to.equal(undefined);
    });
  }

  it("of SCPs are of every service and resource", () => {
    expect(limits("scp", "roleSession", "action", "route53:x")).to.equal(undefined);
    expect(limits("scp", "roleSession", "resource", LINKED)).to.equal(undefined);
  });

  const actions: readonly (readonly [action: string, limited: boolean])[] = [
    ["s3:getobject", true],
    ["sts:assumerole", true],
    ["kms:decrypt", true],
    ["kms:retiregrant", false],
    ["route53:x", false],
    ["s3x:getobject", false],
  ];
  for (const [action, limited] of actions) {
    it(`of RCPs are ${limited ? "" : "not "}of ${action}`, () => {
      expect(limits("rcp", "user", "action", action)).to.equal(limited);
    });
  }

  it("of RCPs are not of service-linked roles as resources", () => {
    expect(limits("rcp", "user", "resource", LINKED)).to.equal(false);
    expect(limits("rcp", "user", "resource", ROLE)).to.equal(true);
  });

  it("are what a difference of RCPs needs", () => {
    const rcp = (...statements: readonly object[]): ReturnType<typeof documentOf> =>
      documentOf(
        statements.map((one) => ({ Principal: "*", ...one })),
        { policyType: "rcp" },
      );
    const denying = (Action: string): ReturnType<typeof documentOf> => rcp({}, { Effect: "Deny", Action });
    const within = (Action: string): string => checkContainment(rcp({}), denying(Action), { policyType: "rcp" }).kind;
    expect([within("route53:*"), within("kms:RetireGrant"), within("s3:*")]).to.deep.equal([
      "contained",
      "contained",
      "notContained",
    ]);
  });
});
