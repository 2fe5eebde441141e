import { expect } from "chai";

import { bundledCatalogue } from "../../../iam";
import type { ActionCatalogue } from "../../../iam/data/action-catalogue";
import { REGIONS } from "../../../iam/data/regions";
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

  const TYPES: Readonly<Record<string, string>> = {
    box: "arn:${Partition}:toy:${Region}:${Account}:box/${Box}",
    bag: "arn:${Partition}:toy::${Account}:bag/${Bag}",
    top: "arn:${Partition}:toy:${Region}:${Account}:${Top}",
    other: "arn:${Partition}:other::${Account}:box/${Other}",
  };
  const toys = (...names: readonly string[]): ActionCatalogue => ({
    ...catalogue,
    action: (service, name) => ({
      service,
      name,
      accessLevels: [],
      resourceTypes: names.map((one) => ({ name: one, required: true, conditionKeys: [] })),
      conditionKeys: [],
      dependentActions: [],
    }),
    resourceTypes: (service) =>
      Object.entries(TYPES).map(([name, arnFormat]) => ({ service, name, arnFormat, conditionKeys: [] })),
  });
  const cases: readonly (readonly [name: string, types: readonly string[], resource: string, isRegional: boolean])[] = [
    ["its one type has a Region", ["box"], "box/x", true],
    ["its one type has none", ["bag"], "bag/x", false],
    ["another type of the action begins otherwise", ["box", "bag"], "box/x:y", true],
    ["the type that it is of has none", ["box", "bag"], "bag/x", false],
    ["a type of any name may be it", ["top", "bag"], "bag/x", false],
    ["all types that it may be of have one", ["top", "box"], "box/x", true],
    ["a type of another service's ARNs has none", ["box", "other"], "box/x", true],
    ["no type begins so", ["box"], "lid/x", false],
    ["the action has no types", [], "box/x", false],
  ];
  for (const [name, types, resource, isRegional] of cases) {
    it(`${isRegional ? "gets one" : "stays as it is"} where ${name}`, () => {
      const principal = "arn:aws:iam::111122223333:role/example";
      const request = { principal, action: "toy:Get", resource: `arn:aws:toy::111122223333:${resource}`, context: {} };
      const found = inRegion(request, toys(...types));
      const want = { ...request, resource: `arn:aws:toy:${REGIONS[0]}:111122223333:${resource}` };
      expect(found).to.deep.equal(isRegional ? [want] : []);
    });
  }

  it("stays as it is where its ARN is none", () => {
    const request = { principal: "*", action: "toy:Get", resource: "arn:aws:toy::box/x", context: {} };
    expect(inRegion(request, toys("box", "top"))).to.deep.equal([]);
  });
});
