import { expect } from "chai";
import fc from "fast-check";
import { checkContainment, compilePolicies, evaluate, parsePolicyDocument, type PolicyDocument } from "../../../iam";
import type { StatementText } from "../../support/oracle/containment-arbitrary";
import { CALLERS, resourceStatement } from "../../support/oracle/principal-arbitrary";
import { pairs, SEED } from "../../support/property-settings";

const PAIRS = pairs(10);

function documentOf(statements: readonly StatementText[]): PolicyDocument {
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement: statements }, { policyType: "resource" });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

/** The role of a session: the one that a Principal element names, which exists, else one without a path. */
function roleOf(principal: string, named: string): Readonly<Record<string, string>> {
  const [, account, name] = /^arn:aws:sts::(\d+):assumed-role\/(\w+)\//.exec(principal) ?? [];
  if (name === undefined) return {};
  const [found] = new RegExp(`arn:aws:iam::${account}:role/(\\w+/)*${name}(?=")`).exec(named) ?? [];
  return { "aws:PrincipalArn": found ?? `arn:aws:iam::${account}:role/${name}` };
}

/** A caller of the universe whom inner allows and outer does not. */
function enumerate(inner: PolicyDocument, outer: PolicyDocument): string | undefined {
  const [one, other] = [inner, outer].map((document) => compilePolicies({ resource: { id: "p", document } }));
  const named = JSON.stringify(
    [inner, outer].flatMap(({ statements }) => statements.map((one) => one.principals ?? one.notPrincipals)),
  );
  return CALLERS.find((principal) =>
    [{}, { "aws:PrincipalOrgID": "o-a" }, { "aws:PrincipalOrgID": "o-b" }].some((organization) => {
      if ("aws:PrincipalOrgID" in organization && !/:(iam|sts):.*:(user|assumed-role|root|federated)/.test(principal))
        return false;
      const context = { ...organization, ...roleOf(principal, named) };
      const request = { principal, action: "s:a", resource: "*", context };
      if (evaluate(request, one!).decision !== "allowed") return false;
      return ["explicitDeny", "implicitDeny"].includes(evaluate(request, other!).decision);
    }),
  );
}

describe("containment of resource-based policies and its oracle", () => {
  it("agree on random pairs of principals and the keys that follow from them", function () {
    this.timeout(0);
    const counts = { contained: 0, notContained: 0, unknown: 0 };
    const statements = fc.array(resourceStatement, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(statements, statements, (first, second) => {
        const [inner, outer] = [documentOf(first), documentOf(second)];
        const verdict = checkContainment(inner, outer, { policyType: "resource" });
        counts[verdict.kind]++;
        if (verdict.kind === "contained") expect(enumerate(inner, outer), "the oracle's caller").to.equal(undefined);
      }),
      { seed: SEED, numRuns: PAIRS },
    );
    expect(counts.contained, "contained verdicts compared").to.be.greaterThan(PAIRS / 50);
    expect(counts.unknown / PAIRS, JSON.stringify(counts)).to.be.at.most(0.05);
  });
});
