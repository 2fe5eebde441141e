import { expect } from "chai";
import { z } from "zod";

import { checkAgreement } from "../../../components/cross-account-role/agreement-plan";
import { evaluate } from "../../../iam";
import { readCases } from "../../support/cases";
import { policy } from "../../support/policies";
import { ABCD, allow, SOURCE } from "./sides";

describe("the agreement of the two sides", () => {
  const roleArn = "arn:aws:iam::222222222222:role/efgh";
  const document = (statement: object) => ({ Version: "2012-10-17", Statement: [statement] });
  const grant = document({ Effect: "Allow", Action: "sts:AssumeRole", Resource: roleArn });
  const trust = document(allow({ AWS: ABCD }));
  const sides = { roleArn, principals: [ABCD], trust, grant };
  const messages = (changed: object) => checkAgreement({ ...sides, ...changed }).problems.map(({ message }) => message);

  it("is found where each names the other", () => {
    expect(checkAgreement(sides)).to.deep.equal({ problems: [], notVerified: [] });
  });

  it("is missed where the trust policy lets in more, or the grant names more", () => {
    const wide = document(allow({ AWS: `arn:aws:iam::${SOURCE}:root` }));
    expect(messages({ trust: wide }).join()).to.match(
      /expected to trust .* alone, it trusts `arn:aws:\w+::111111111111/,
    );
    const all = document({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" });
    expect(messages({ grant: all }).join()).to.match(/they differ by `sts:AssumeRole` on `/i);
  });

  it("is missed where a condition can never hold", () => {
    const never = document(allow({ AWS: ABCD }, { StringEquals: { "aws:PrincipalAccount": "333333333333" } }));
    expect(messages({ trust: never })[0]).to.contain("under no condition that can hold");
  });
});

const given = z.strictObject({
  request: z.strictObject({
    principal: z.string(),
    action: z.string(),
    resource: z.string(),
    context: z.record(z.string(), z.string()),
  }),
  /** The caller's policies; absent: they take no part. */
  identity: z.array(z.looseObject({})).optional(),
  /** The trust policy of the role that is assumed. */
  trust: z.looseObject({}).optional(),
});
const want = z.enum(["allowed", "implicitDeny"]);

describe("abcd in 111111111111 assumes efgh in 222222222222: permissions and trust of both", () => {
  for (const { name, given: asked, want: decision } of readCases("components/cross-account-role", given, want)) {
    it(name, () => {
      const { request, identity, trust } = asked;
      const evaluation = evaluate(request, {
        ...(identity && { identity: identity.map((document, index) => policy(`permissions ${index}`, document)) }),
        ...(trust && { resource: policy("trust", trust), resourcePolicyKind: "trust" as const }),
      });
      expect(evaluation.decision).to.equal(decision);
    });
  }
});
