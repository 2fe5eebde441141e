import { expect } from "chai";
import { accountClauses } from "../../../iam/contain/account-partitions";
import { allCallers, type CallerKind } from "../../../iam/contain/caller";
import { documentOf, environmentOf, readGoalOf } from "../../support/containment";

const CALLERS = ["aws", "aws-cn", "aws-us-gov"].flatMap((partition) =>
  ["111122223333", "444455556666"].map((account) => `arn:${partition}:iam::${account}:user/ann`),
);

/** The callers that meet all clauses. */
function possible(statements: readonly object[], kind: CallerKind["kind"] = "user"): readonly string[] {
  const goal = readGoalOf([documentOf(statements, { policyType: "resource" })], undefined, "resource");
  const caller = allCallers([]).find((one) => one.kind === kind);
  const clauses = accountClauses(goal, environmentOf(caller && { caller }));
  return CALLERS.filter((word) =>
    clauses.every((clause) =>
      clause.some(({ atom: { dimension, set }, holds }) => {
        if (set.kind !== "text" || dimension !== "principal") throw new Error(dimension);
        return set.surely.some((pattern) => pattern.matches(word)) === holds;
      }),
    ),
  );
}

const inAws = CALLERS.filter((one) => !one.includes("111122223333") || one.startsWith("arn:aws:"));
const role = (partition: string, account = "111122223333"): string => `arn:${partition}:iam::${account}:role/r`;

describe("callers of an account", () => {
  const cases: readonly (readonly [name: string, statements: readonly object[], want: readonly string[]])[] = [
    ["are of any partition where no ARN names the account", [{ Principal: { AWS: "111122223333" } }], CALLERS],
    ["are of the partition of a principal", [{ Principal: { AWS: role("aws") } }], inAws],
    ["are of the partition of one that is excepted", [{ Effect: "Deny", NotPrincipal: { AWS: role("aws") } }], inAws],
    [
      "are of the partition of a provider",
      [{ Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/p" } }],
      inAws,
    ],
    ["are of the partition of a resource", [{ Principal: "*", Resource: ["*", role("aws")] }], inAws],
    ["are of the partition of NotResource", [{ Principal: "*", NotResource: role("aws") }], inAws],
    [
      "are of the partition of a value",
      [{ Principal: "*", Condition: { ArnLike: { "s:k": `x ${role("aws")}` } } }],
      inAws,
    ],
    ["are of any partition where two name it", [{ Principal: { AWS: [role("aws"), role("aws-cn")] } }], CALLERS],
    ["are of any partition under a pattern of them", [{ Principal: "*", Resource: role("aws*") }], CALLERS],
    [
      "are of any partition where an id is longer",
      [{ Principal: "*", Resource: role("aws", "1111222233334") }],
      CALLERS,
    ],
    [
      "are of the partition of each account",
      [{ Principal: { AWS: [role("aws"), role("aws-cn", "444455556666")] } }],
      CALLERS.filter((_, index) => index === 0 || index === 3),
    ],
  ];
  for (const [name, statements, want] of cases) {
    it(name, () => {
      expect(possible(statements)).to.deep.equal(want);
    });
  }

  it("are told so of those alone that belong to accounts", () => {
    const statements = [{ Principal: { AWS: role("aws") } }];
    for (const kind of ["user", "roleSession", "federatedUser", "accountRoot"] as const)
      expect(possible(statements, kind), kind).to.not.include(CALLERS[2]);
    for (const kind of ["service", "plain", "anonymous"] as const)
      expect(possible(statements, kind), kind).to.deep.equal(CALLERS);
  });
});
