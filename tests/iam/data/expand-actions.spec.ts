import { expect } from "chai";
import fc from "fast-check";
import { bundledCatalogue, expandActions, shrinkActions } from "../../../iam";
import { BundledCatalogue } from "../../../iam/data/bundled-catalogue";
import { SEED } from "../../support/property-settings";

const catalogue = bundledCatalogue();
const names = (service: string): string[] => catalogue.actions(service).map(({ name }) => `${service}:${name}`);

describe("expandActions", () => {
  it("expands a pattern over one service and loads no other", () => {
    const own = new BundledCatalogue();
    const expanded = expandActions(["S3:get*acl"], own);
    expect(expanded).to.deep.equal(["s3:GetBucketAcl", "s3:GetObjectAcl", "s3:GetObjectVersionAcl"]);
    expect(own.loadedServices).to.deep.equal(["s3"]);
  });

  it("expands patterns of services", () => {
    const expanded = expandActions(["sq?:SendMessage", "sqs*:ReceiveMessage"], catalogue);
    expect(expanded).to.deep.equal(["sqs:ReceiveMessage", "sqs:SendMessage"]);
  });

  it("lets a star cross the colon", () => {
    expect(expandActions(["sq*Message"], catalogue)).to.include("sqs:SendMessage");
  });

  it("gives each action once, and nothing for what matches nothing", () => {
    expect(expandActions(["s3:GetObject", "s3:getobject", "s3:Nope", "nope:*", "", "s3"], catalogue)).to.deep.equal([
      "s3:GetObject",
    ]);
  });

  it("expands a lone star to every action", () => {
    const all = expandActions(["*"], catalogue);
    expect(all).to.have.length.greaterThan(15_000);
    expect(shrinkActions(all, catalogue)).to.deep.equal(["*"]);
  });
});

describe("shrinkActions", () => {
  it("shrinks a whole service to one pattern", () => {
    expect(shrinkActions(names("sqs"), catalogue)).to.deep.equal(["sqs:*"]);
  });

  it("shrinks what a prefix gave back to the prefix", () => {
    expect(shrinkActions(expandActions(["ec2:Describe*"], catalogue), catalogue)).to.deep.equal(["ec2:Describe*"]);
  });

  it("keeps names that no pattern matches alone", () => {
    expect(shrinkActions(["s3:GetObject", "s3:PutObject"], catalogue)).to.deep.equal(["s3:GetObject", "s3:PutObject"]);
  });

  it("refuses an action that does not exist", () => {
    expect(() => shrinkActions(["s3:HeadBucket"], catalogue)).to.throw(RangeError, "`s3:HeadBucket`");
  });

  it("is exact: expanding what it gives gives the actions back", () => {
    const services = ["s3", "sqs", "iam", "autoscaling", "lambda"];
    const universe = services.flatMap(names);
    const pieces = fc.oneof(
      fc.subarray(universe, { maxLength: 40 }),
      fc.constantFrom(...universe).map((action) => expandActions([`${action.slice(0, -4)}*`], catalogue)),
      fc.constantFrom(...services).map((service) => expandActions([`${service}:*Tags`, `${service}:Get*`], catalogue)),
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 4 }), (lists) => {
        const actions = [...new Set(lists.flat())].sort();
        const patterns = shrinkActions(actions, catalogue);
        expect(expandActions(patterns, catalogue)).to.deep.equal(actions);
        expect(patterns.length).to.be.at.most(actions.length);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
