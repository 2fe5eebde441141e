import { expect } from "chai";
import { bundledCatalogue, type ActionCatalogue } from "../../../iam";
import arnServices from "../../../iam/data/arn-services.json";
import { BundledCatalogue } from "../../../iam/data/bundled-catalogue";
import { arnServiceIndex } from "../../../tools/arn-services/arn-service-index";

describe("BundledCatalogue", () => {
  it("loads a service only when it is asked for it", () => {
    const catalogue = new BundledCatalogue();
    expect(catalogue.hasService("ec2")).to.equal(true);
    expect(catalogue.services()).to.have.length.greaterThan(400);
    expect(catalogue.conditionKey("aws:SourceIp")?.type).to.equal("IPAddress");
    expect(catalogue.loadedServices).to.deep.equal([]);
    catalogue.action("s3", "GetObject");
    catalogue.conditionKey("ec2:ResourceTag/team");
    catalogue.resourceTypesByArnService("catalog");
    expect(catalogue.loadedServices).to.deep.equal(["s3", "ec2", "servicecatalog"]);
  });

  const catalogue: ActionCatalogue = bundledCatalogue();

  it("finds actions in any case, with resource types and keys", () => {
    const action = catalogue.action("S3", "getobject");
    expect(action?.name).to.equal("GetObject");
    expect(action?.accessLevels).to.deep.equal(["Read"]);
    expect(action?.resourceTypes.map(({ name }) => name)).to.include("object");
    expect(action?.conditionKeys).to.include("s3:ExistingObjectTag/<key>");
  });

  it("marks the resource types that a call always needs", () => {
    const types = catalogue.action("ec2", "RunInstances")?.resourceTypes ?? [];
    expect(types.find(({ name }) => name === "instance")?.required).to.equal(true);
    expect(types.find(({ name }) => name === "key-pair")?.required).to.equal(false);
  });

  it("knows nothing of what does not exist", () => {
    expect(catalogue.action("s3", "HeadBucket")).to.equal(undefined);
    expect(catalogue.action("s3", "constructor")).to.equal(undefined);
    expect(catalogue.action("__proto__", "toString")).to.equal(undefined);
    expect(catalogue.actions("nope")).to.deep.equal([]);
    expect(catalogue.resourceTypesByArnService("constructor")).to.equal(undefined);
    expect(catalogue.conditionKey("constructor:x")).to.equal(undefined);
    expect(catalogue.conditionKey("s3:nope")).to.equal(undefined);
  });

  it("finds keys with a variable piece", () => {
    expect(catalogue.conditionKey("aws:PrincipalTag/team")?.key).to.equal("aws:PrincipalTag/tag-key");
    expect(catalogue.conditionKey("s3:ExistingObjectTag/a/b")?.key).to.equal("s3:ExistingObjectTag/<key>");
    expect(catalogue.conditionKey("ec2:ResourceTag/")).to.equal(undefined);
    expect(catalogue.conditionKey("kms:EncryptionContext:app")?.type).to.equal("String");
  });

  it("says which keys may have several values", () => {
    expect(catalogue.conditionKey("aws:TagKeys")).to.include({ multiValued: true, type: "String" });
    expect(catalogue.conditionKey("aws:SourceArn")).to.include({ multiValued: false, type: "ARN" });
  });

  it("finds resource types by the service segment of their ARNs", () => {
    const names = catalogue.resourceTypesByArnService("catalog")?.map(({ name }) => name);
    expect(names).to.include("Product");
    expect(catalogue.resourceTypesByArnService("s3")?.some(({ service }) => service !== "s3")).to.equal(true);
  });

  it("has an index of ARN services that was generated from the installed data", () => {
    expect(arnServices).to.deep.equal(arnServiceIndex());
  });
});
