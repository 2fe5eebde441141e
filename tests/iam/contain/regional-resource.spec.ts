import { expect } from "chai";

import { bundledCatalogue } from "../../../iam";
import { inRegion } from "../../../iam/contain/regional-resource";

describe("a counterexample on a resource without a Region", () => {
  const catalogue = bundledCatalogue();
  const inRegionOf = (action: string, resource: string) =>
    inRegion({ principal: "arn:aws:iam::111122223333:role/example", action, resource, context: {} }, catalogue).map(
      ({ resource: one }) => one,
    )[0];

  it("gets one where the action's resources have one, of its partition", () => {
    expect(inRegionOf("ec2:CreateLaunchTemplateVersion", "arn:aws:ec2::111122223333:launch-template/x")).to.match(
      /^arn:aws:ec2:[a-z]+-[a-z]+-\d:111122223333:launch-template\/x$/,
    );
    expect(inRegionOf("dynamodb:GetItem", "arn:aws-cn:dynamodb::111122223333:table/x")).to.match(
      /^arn:aws-cn:dynamodb:cn-/,
    );
  });

  it("stays as it is where they have none, or not all, or it has one", () => {
    expect(inRegionOf("s3:GetObject", "arn:aws:s3:::photos/x")).to.equal(undefined);
    expect(inRegionOf("iam:PassRole", "arn:aws:iam::111122223333:role/x")).to.equal(undefined);
    expect(inRegionOf("dynamodb:GetItem", "arn:aws:dynamodb:eu-central-1:111122223333:table/x")).to.equal(undefined);
    expect(inRegionOf("dynamodb:GetItem", "arn:nowhere:dynamodb::111122223333:table/x")).to.equal(undefined);
    expect(inRegionOf("s3:ListAllMyBuckets", "*")).to.equal(undefined);
    expect(inRegionOf("nobody:Knows", "arn:aws:nobody::111122223333:thing/x")).to.equal(undefined);
  });
});
