import { expect } from "chai";
import fc from "fast-check";
import { judgeServiceWildcard } from "../../../iam";
import { policy } from "../../support/policies";
import { RUNS, SEED } from "../../support/property-settings";

const SERVICES = ["s3", "s3-outposts", "s3express", "ec2", "ec2messages", "ssmmessages", "sts", "sqs", "dynamodb"];

const action = fc.constantFrom(
  "s3:*",
  "S3*:*",
  "s?:*",
  "*:*",
  "*",
  "*messages:*",
  "ec2:*",
  "ec2:Get*",
  "sts:AssumeRole",
);
const resource = fc.constantFrom(
  "*",
  "arn:aws:s3:::*",
  "arn:*:s3*:*",
  "arn:aws:*:*:*:*",
  "arn:aws:s3:::photos/*",
  "arn:aws:*messages:*:*:*",
  "arn:aws:e?2:*:*:*",
  "arn:*s:*:*:*:*",
);
const statement = fc.record({
  Effect: fc.constantFrom("Allow", "Allow", "Deny"),
  acts: fc.tuple(fc.constantFrom("Action", "Action", "NotAction"), fc.array(action, { minLength: 1, maxLength: 2 })),
  on: fc.tuple(fc.constantFrom("Resource", "Resource", "NotResource"), resource),
});

describe("judgeServiceWildcard", () => {
  it("says of many services what it says of each alone", () => {
    let granted = 0;
    const property = fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), (statements) => {
      const Statement = statements.map(({ Effect, acts, on }) => ({ Effect, [acts[0]]: acts[1], [on[0]]: on[1] }));
      const { document } = policy("document", { Version: "2012-10-17", Statement });
      const alone = SERVICES.map((service) => judgeServiceWildcard(document, [service]).kind);
      const together = judgeServiceWildcard(document, SERVICES);
      expect(together.kind === "granted", JSON.stringify(Statement)).to.equal(alone.includes("granted"));
      if (together.kind !== "granted") return;
      granted += 1;
      const shown = together.request.action.split(":")[0] ?? "";
      expect(alone[SERVICES.indexOf(shown)], shown).to.equal("granted");
    });
    fc.assert(property, { seed: SEED, numRuns: Math.ceil(RUNS / 20) });
    expect(granted).to.be.greaterThan(50);
  });
});
