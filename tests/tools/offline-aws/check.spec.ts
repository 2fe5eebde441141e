import { expect } from "chai";
import { Secret, UNKNOWN } from "../../../tools/offline-aws/property-value/property-value";
import { ProviderClient } from "./support/provider-client";

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";
const BUCKET = "aws:s3/bucket:Bucket";
const TRUST = '{"Statement":[],"Version":"2012-10-17"}';

describe("offline-aws: check", () => {
  let provider: ProviderClient;
  before(async () => {
    provider = await ProviderClient.start();
  });
  after(() => {
    provider.stop();
  });

  describe("auto-naming", () => {
    it("names a role by its logical name and seven hexadecimal digits, the same for the same seed", async () => {
      const first = await provider.check(ROLE, { assumeRolePolicy: TRUST });
      const second = await provider.check(ROLE, { assumeRolePolicy: TRUST });
      const other = await provider.check(ROLE, { assumeRolePolicy: TRUST }, { seed: "another" });
      expect(first.inputs["name"]).to.match(/^web-[0-9a-f]{7}$/);
      expect(second.inputs["name"]).to.equal(first.inputs["name"]);
      expect(other.inputs["name"])
        .to.match(/^web-[0-9a-f]{7}$/)
        .and.not.equal(first.inputs["name"]);
    });

    it("keeps a given name, and makes none beside a prefix", async () => {
      const named = await provider.check(ROLE, { assumeRolePolicy: TRUST, name: "Get-pics" });
      const prefixed = await provider.check(ROLE, { assumeRolePolicy: TRUST, namePrefix: "qateam-" });
      expect(named.inputs["name"]).to.equal("Get-pics");
      expect(prefixed.inputs).to.not.have.property("name");
    });

    it("keeps the name that it made at the last update, whatever the seed", async () => {
      const { inputs: olds } = await provider.check(ROLE, { assumeRolePolicy: TRUST });
      const next = await provider.check(ROLE, { assumeRolePolicy: TRUST }, { olds, seed: "another" });
      expect(next.inputs["name"]).to.equal(olds["name"]);
    });

    it("makes a name anew once the program no longer gives one", async () => {
      const { inputs: olds } = await provider.check(ROLE, { assumeRolePolicy: TRUST, name: "Get-pics" });
      const next = await provider.check(ROLE, { assumeRolePolicy: TRUST }, { olds });
      expect(next.inputs["name"]).to.match(/^web-[0-9a-f]{7}$/);
    });

    it("names a bucket in lower case by its own property", async () => {
      const { inputs } = await provider.check(BUCKET, {}, { name: "Photos" });
      expect(inputs["bucket"]).to.match(/^photos-[0-9a-f]{7}$/);
      expect(inputs).to.not.have.property("name");
    });

    it("ends the name of a FIFO queue with .fifo", async () => {
      const { inputs } = await provider.check("aws:sqs/queue:Queue", { fifoQueue: true }, { name: "jobs" });
      expect(inputs["name"]).to.match(/^jobs-[0-9a-f]{7}\.fifo$/);
    });

    it("takes the proposed name, the enforced name, or refuses, as the stack configures", async () => {
      const news = { bucket: null };
      const propose = await provider.check(BUCKET, news, { autonaming: { mode: "PROPOSE", name: "Photos-dev" } });
      const enforce = await provider.check(BUCKET, news, { autonaming: { mode: "ENFORCE", name: "Photos-dev" } });
      const disable = await provider.check(BUCKET, news, { autonaming: { mode: "DISABLE", name: "" } });
      expect(propose.inputs["bucket"]).to.equal("photos-dev");
      expect(enforce.inputs["bucket"]).to.equal("Photos-dev");
      expect(disable.failures.map(({ property, reason }) => [property, reason])).to.deep.equal([
        ["bucket", "automatic naming is disabled but no explicit name was provided"],
      ]);
    });

    it("refuses a name that would be too long", async () => {
      const { failures } = await provider.check(ROLE, { assumeRolePolicy: TRUST }, { name: "r".repeat(57) });
      expect(failures[0]?.property).to.equal("name");
      expect(failures[0]?.reason).to.contain("plus 7 random chars is longer than maximum length 64");
    });
  });

  describe("IAM documents", () => {
    it("turns an object into JSON text with sorted keys", async () => {
      const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
      const { inputs } = await provider.check(POLICY, { policy: document });
      expect(inputs["policy"]).to.equal(
        '{"Statement":[{"Action":"s3:*","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}',
      );
    });

    it("leaves text as it is", async () => {
      const text = '{ "Version": "2012-10-17", "Statement": [] }';
      const { inputs } = await provider.check(POLICY, { policy: text });
      expect(inputs["policy"]).to.equal(text);
    });

    it("makes the whole document unknown if one ARN in it is", async () => {
      const { inputs } = await provider.check(POLICY, { policy: { Statement: [{ Resource: [UNKNOWN, "*"] }] } });
      expect(inputs["policy"]).to.equal(UNKNOWN);
    });

    it("keeps the secret of a part as a secret of the whole", async () => {
      const { inputs } = await provider.check(POLICY, { policy: { Id: new Secret("a") } });
      expect(inputs["policy"]).to.deep.equal(new Secret('{"Id":"a"}'));
    });

    it("refuses text that is not JSON", async () => {
      const { failures } = await provider.check(POLICY, { policy: "{oops" });
      expect(failures.map(({ property }) => property)).to.deep.equal(["policy"]);
      expect(failures[0]?.reason).to.match(/^"policy" contains an invalid JSON policy: /);
    });
  });

  it("fills in the schema's defaults and records which, also inside blocks", async () => {
    const { inputs } = await provider.check("aws:ec2/instance:Instance", {
      ami: "ami-1",
      metadataOptions: { httpTokens: "required" },
    });
    expect(inputs["sourceDestCheck"]).to.equal(true);
    expect(inputs["__defaults"]).to.include("sourceDestCheck");
    expect(inputs["metadataOptions"]).to.deep.equal({
      __defaults: ["httpEndpoint", "httpProtocolIpv6"],
      httpEndpoint: "enabled",
      httpProtocolIpv6: "disabled",
      httpTokens: "required",
    });
  });

  it("names each required property that is missing; an unknown one is given", async () => {
    const missing = await provider.check("aws:iam/rolePolicy:RolePolicy", { policy: TRUST });
    const unknown = await provider.check("aws:iam/rolePolicy:RolePolicy", { policy: TRUST, role: UNKNOWN });
    expect(missing.failures.map(({ property }) => property)).to.deep.equal(["role"]);
    expect(unknown.failures).to.deep.equal([]);
  });

  it("refuses names that IAM refuses", async () => {
    const long = await provider.check(ROLE, { assumeRolePolicy: TRUST, name: "r".repeat(65) });
    const odd = await provider.check(ROLE, { assumeRolePolicy: TRUST, name: "a role" });
    expect(long.failures[0]?.reason).to.contain("range (1 - 64)");
    expect(odd.failures[0]?.reason).to.contain("must match");
  });

  it("passes types that it does not know through, secrets and unknown values included", async () => {
    const news = { a: UNKNOWN, b: new Secret("s"), c: [{ d: null }] };
    const { inputs, failures } = await provider.check("aws:none/such:Such", news);
    expect(inputs).to.deep.equal(news);
    expect(failures).to.deep.equal([]);
  });

  it("puts the provider's default tags under the resource's own", async () => {
    const tagged = await ProviderClient.start();
    await tagged.configure({ defaultTags: '{"tags":{"team":"web","stage":"dev"}}' });
    const { inputs } = await tagged.check(BUCKET, { tags: { stage: "prod" } });
    tagged.stop();
    expect(inputs["tags"]).to.deep.equal({ stage: "prod" });
    expect(inputs["tagsAll"]).to.deep.equal({ team: "web", stage: "prod" });
  });
});
