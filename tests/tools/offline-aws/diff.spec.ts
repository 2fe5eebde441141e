import { expect } from "chai";
import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { UNKNOWN, type PropertyMap } from "../../../tools/offline-aws/property-value/property-value";
import { ProviderClient } from "./support/provider-client";

describe("offline-aws: diff", () => {
  let provider: ProviderClient;
  before(async () => {
    provider = await ProviderClient.start();
  });
  after(() => {
    provider.stop();
  });

  const diff = async (type: string, olds: PropertyMap, news: PropertyMap) => {
    const response = await provider.diff(type, olds, news);
    const detailed = response.getDetaileddiffMap().toObject(true, (_, value: PropertyDiff) => value.toObject());
    return {
      changed: Object.fromEntries(detailed.map(([path, { kind }]) => [path, kind])),
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
      some: response.getChanges() === DiffResponse.DiffChanges.DIFF_SOME,
    };
  };
  const { ADD, DELETE, UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;

  it("sees no change in the order of a document's keys or its white space", async () => {
    const olds = { policy: '{"Version":"2012-10-17","Statement":[]}' };
    const news = { policy: '{ "Statement": [], "Version": "2012-10-17" }' };
    expect(await diff("aws:iam/policy:Policy", olds, news)).to.deep.include({ changed: {}, some: false });
  });

  it("shows a document that says something else as an update in place", async () => {
    const result = await diff("aws:iam/policy:Policy", { policy: '{"a":1}' }, { policy: '{"a":2}' });
    expect(result).to.deep.equal({ changed: { policy: UPDATE }, replaces: [], deleteBeforeReplace: false, some: true });
  });

  it("replaces a role whose name changes, and updates its description", async () => {
    const result = await diff("aws:iam/role:Role", { name: "a" }, { name: "b", description: "d" });
    expect(result.changed).to.deep.equal({ name: UPDATE_REPLACE, description: ADD });
    expect(result.replaces).to.deep.equal(["name"]);
    expect(result.deleteBeforeReplace).to.equal(false);
  });

  it("updates an instance profile whose role changes", async () => {
    const result = await diff("aws:iam/instanceProfile:InstanceProfile", { role: "a" }, { role: "b" });
    expect(result).to.deep.include({ changed: { role: UPDATE }, replaces: [] });
  });

  it("replaces an instance for its image, not for its metadata options", async () => {
    const olds = { ami: "ami-1", metadataOptions: { httpTokens: "optional" } };
    const image = await diff("aws:ec2/instance:Instance", olds, { ...olds, ami: "ami-2" });
    const options = await diff("aws:ec2/instance:Instance", olds, {
      ...olds,
      metadataOptions: { httpTokens: "required" },
    });
    expect(image.replaces).to.deep.equal(["ami"]);
    expect(options.changed).to.deep.equal({ "metadataOptions.httpTokens": UPDATE });
    expect(options.replaces).to.deep.equal([]);
  });

  it("replaces an instance for its user data only if the program says so", async () => {
    const olds = { userData: "a", userDataReplaceOnChange: true };
    const asked = await diff("aws:ec2/instance:Instance", olds, { ...olds, userData: "b" });
    const not = await diff("aws:ec2/instance:Instance", { userData: "a" }, { userData: "b" });
    expect([asked.replaces, not.replaces]).to.deep.equal([["userData"], []]);
  });

  it("deletes an attachment before it makes it again", async () => {
    const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    const result = await diff(type, { role: "r", policyArn: "a" }, { role: "r", policyArn: "b" });
    expect(result).to.deep.include({ replaces: ["policyArn"], deleteBeforeReplace: true });
  });

  it("deletes first where the new resource takes a name that the program gives", async () => {
    const given = await diff("aws:iam/role:Role", { name: "a", path: "/" }, { name: "a", path: "/x/" });
    const made = await diff(
      "aws:iam/role:Role",
      { name: "a", path: "/", __defaults: ["name"] },
      { name: "a", path: "/x/", __defaults: ["name"] },
    );
    expect([given.deleteBeforeReplace, made.deleteBeforeReplace]).to.deep.equal([true, false]);
  });

  it("takes an unknown value for a change", async () => {
    const result = await diff("aws:ec2/instance:Instance", { ami: "ami-1" }, { ami: UNKNOWN });
    expect(result.replaces).to.deep.equal(["ami"]);
  });

  it("quotes keys that are no names, and counts list items", async () => {
    const olds = { tags: { "a.b": "1", c: "2" }, ingress: [{ fromPort: 1 }] };
    const news = { tags: { "a.b": "2" }, ingress: [{ fromPort: 2 }] };
    const result = await diff("aws:ec2/securityGroup:SecurityGroup", olds, news);
    expect(result.changed).to.deep.equal({ 'tags["a.b"]': UPDATE, "tags.c": DELETE, "ingress[0].fromPort": UPDATE });
  });

  it("keeps what the provider fills in where it is left out, at the top and in blocks, and deletes the rest", async () => {
    const olds = { ami: "ami-1", privateIp: "10.0.0.1", metadataOptions: { httpTokens: "optional" }, tags: { a: "1" } };
    const type = "aws:ec2/instance:Instance";
    expect((await diff(type, olds, { ami: "ami-1", tags: { a: "1" } })).some).to.equal(false);
    expect((await diff(type, olds, { ami: "ami-1", metadataOptions: {} })).changed).to.deep.equal({ tags: DELETE });
    const disks = { ebsBlockDevices: [{ deviceName: "/dev/sdf", volumeId: "vol-1" }, { deviceName: "/dev/sdg" }] };
    expect((await diff(type, disks, { ebsBlockDevices: [{ deviceName: "/dev/sdf" }] })).changed).to.deep.equal({
      "ebsBlockDevices[1]": PropertyDiff.Kind.DELETE_REPLACE,
    });
  });

  it("passes over the record of defaults", async () => {
    const result = await diff("aws:iam/role:Role", { __defaults: ["path"], path: "/" }, { __defaults: [], path: "/" });
    expect(result.some).to.equal(false);
  });
});
