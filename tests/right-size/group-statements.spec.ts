import { expect } from "chai";
import { bundledCatalogue } from "../../iam";
import { allowing, compiled, isAllowed } from "../../right-size/allow-statement";
import { groupStatements, type Origin } from "../../right-size/group-statements";

/** The resources of the proposal for an action that was used on some and is kept on others. */
function resourcesOf(used: readonly string[], kept: readonly string[], action = "rds:StartDBInstance") {
  const of = (resources: readonly string[], origin: Origin) => ({ action, resources, origin, conditions: [] });
  const statements = groupStatements([of(used, "used"), of(kept, "kept")], bundledCatalogue());
  return statements.flatMap(({ resources = [] }) => resources);
}

describe("groupStatements", () => {
  const used = "arn:aws:rds:eu-west-1:111122223333:db:orders";
  const table = "arn:aws:dynamodb:eu-west-1:111122223333:table/t";

  // ADR 12: six segments are matched one by one, fewer as one text.
  const patterns: readonly (readonly [string, string, "dropped" | "named"])[] = [
    [used, "arn:aws:rds:*:db:orders", "named"],
    [used, "arn:aws:rds:*:*:orders", "named"],
    [used, "*:rds:*:*:*:orders", "named"],
    ["arn:aws:lambda:eu-west-1:111122223333:function:f:1", "arn:aws:lambda:*:function:f:?", "named"],
    [used, "arn:aws:rds:*:111122223333:db:*", "dropped"],
    [used, "arn:aws:rds:*:*:*:orders", "dropped"],
    [used, "arn:aws:rds:eu-west-?:111122223333:*", "dropped"],
    [used, "arn:aws:rds*", "dropped"],
    [table, "arn:aws:dynamodb:*:table/t", "dropped"],
    [table, "arn:aws:dynamodb:*:table/?", "dropped"],
    [table, "arn:aws:dynamodb:*:t", "named"],
    [table, "arn:aws:dynamodb:*:${aws:PrincipalTag/t}:table/t", "named"],
    [table, "*", "dropped"],
  ];
  for (const [resource, pattern, want] of patterns) {
    it(`an ARN that was used is ${want} beside \`${pattern}\`, as that matches when policies are evaluated`, () => {
      expect(resourcesOf([resource], [pattern])).to.deep.equal(want === "named" ? [resource, pattern] : [pattern]);
      expect(resourcesOf([resource, pattern], [])).to.have.members(want === "named" ? [resource, pattern] : [pattern]);
      const isMatched = isAllowed(compiled(allowing(["*"], [pattern])), "rds:StartDBInstance", resource);
      expect(isMatched).to.equal(want === "dropped");
    });
  }

  it("a pattern goes where it begins with what another one's last `*` leaves open", () => {
    const bucket = "arn:aws:s3:::media/";
    const within = [`${bucket}2026/*`, `${bucket}2026/?.jpg`, `${bucket}\${aws:username}/*`];
    expect(resourcesOf(within, [`${bucket}*`], "s3:GetObject")).to.deep.equal([`${bucket}*`]);
    expect(resourcesOf([`${bucket}*`], [`${bucket}2026/*`], "s3:GetObject")).to.have.lengthOf(2);
    expect(resourcesOf([`${bucket}*`], [`${bucket}*`], "s3:GetObject")).to.deep.equal([`${bucket}*`]);
  });
});
