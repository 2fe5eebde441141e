import { expect } from "chai";
import { z } from "zod";

import { evaluate, type Evaluation } from "../../../iam";
import { caseFiles, readCases } from "../../support/cases";
import { EVERYTHING, guardPolicy } from "../../support/guards";
import { ACCOUNT } from "../../support/pulumi-mocks";

const given = z.strictObject({
  /** Arguments of the guard. */
  guard: z.looseObject({ roles: z.array(z.string()) }),
  /** What the holder has beside the guard. */
  beside: z.literal("iam:*, ec2:* and autoscaling:* on *").optional(),
  request: z.strictObject({
    principal: z.string().optional(),
    action: z.string(),
    resource: z.string(),
    context: z.record(z.string(), z.string()),
  }),
});
const want = z.enum(["allowed", "explicitDeny", "implicitDeny"] satisfies Evaluation["decision"][]);

describe("the requests that a PassRoleGuard decides", () => {
  let count = 0;
  for (const file of caseFiles("components/pass-role-guard")) {
    describe(file.split("/").at(-1) ?? "", () => {
      for (const {
        name,
        given: { guard, beside, request },
        want: decision,
      } of readCases(file, given, want)) {
        count++;
        it(name, () => {
          const identity = [guardPolicy(guard), ...(beside === undefined ? [] : [EVERYTHING])];
          const principal = request.principal ?? `arn:aws:iam::${ACCOUNT}:user/alice`;
          const evaluation = evaluate({ ...request, principal }, { identity });
          expect(evaluation.decision, JSON.stringify(evaluation.deciding)).to.equal(decision);
        });
      }
    });
  }

  it("are 150 and more", () => {
    expect(count).to.be.at.least(150);
  });
});
