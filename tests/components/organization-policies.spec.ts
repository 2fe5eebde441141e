import { expect } from "chai";

import { InstanceMetadataDefaults, organizationPolicies } from "../../components";
import { bundledCatalogue, evaluate, lint, parsePolicyDocument } from "../../iam";
import { policy } from "../support/policies";
import { ACCOUNT, runWithMocks } from "../support/pulumi-mocks";

const ALLOW_ALL = policy("all", {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});
const INSTANCE = `arn:aws:ec2:eu-central-1:${ACCOUNT}:instance/*`;
const MODIFY = "ec2:ModifyInstanceMetadataOptions";

type Row = readonly [
  title: string,
  action: string,
  resource: string,
  context: Record<string, string | number>,
  want: string,
];

/** Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-instance-metadata */
const ROWS: readonly Row[] = [
  [
    "a launch with required tokens",
    "ec2:RunInstances",
    INSTANCE,
    { "ec2:MetadataHttpTokens": "required", "ec2:MetadataHttpPutResponseHopLimit": 1 },
    "allowed",
  ],
  [
    "a launch with optional tokens",
    "ec2:RunInstances",
    INSTANCE,
    { "ec2:MetadataHttpTokens": "optional" },
    "explicitDeny",
  ],
  ["a launch that says nothing", "ec2:RunInstances", INSTANCE, {}, "explicitDeny"],
  [
    "a launch with two hops",
    "ec2:RunInstances",
    INSTANCE,
    { "ec2:MetadataHttpTokens": "required", "ec2:MetadataHttpPutResponseHopLimit": 2 },
    "explicitDeny",
  ],
  ["the subnet of a launch", "ec2:RunInstances", `arn:aws:ec2:eu-central-1:${ACCOUNT}:subnet/subnet-1`, {}, "allowed"],
  [
    "a launch in China without tokens",
    "ec2:RunInstances",
    `arn:aws-cn:ec2:cn-north-1:${ACCOUNT}:instance/*`,
    {},
    "explicitDeny",
  ],
  ["tokens set back to optional", MODIFY, INSTANCE, { "ec2:Attribute/HttpTokens": "optional" }, "explicitDeny"],
  ["tokens set to required", MODIFY, INSTANCE, { "ec2:Attribute/HttpTokens": "required" }, "allowed"],
  ["a change that leaves tokens alone", MODIFY, INSTANCE, { "ec2:Attribute/HttpEndpoint": "enabled" }, "allowed"],
  ["a change to two hops", MODIFY, INSTANCE, { "ec2:Attribute/HttpPutResponseHopLimit": 2 }, "explicitDeny"],
  ["terminating an instance", "ec2:TerminateInstances", INSTANCE, {}, "allowed"],
];

describe("organizationPolicies", () => {
  const scp = policy("scp", organizationPolicies.serviceControlPolicy());
  const identity = policy("identity", organizationPolicies.identityPolicy());
  const principal = `arn:aws:iam::${ACCOUNT}:user/developer`;

  for (const [title, action, resource, context, want] of ROWS) {
    it(`decide on ${title}: ${want}`, () => {
      const request = { principal, action, resource, context };
      expect(evaluate(request, { identity: [ALLOW_ALL], scps: [[ALLOW_ALL, scp]] }).decision).to.equal(want);
      expect(evaluate(request, { identity: [ALLOW_ALL, identity] }).decision).to.equal(want);
    });
  }

  it("deny credentials that were fetched by IMDSv1, in the service control policy", () => {
    const decide = (version: string) =>
      evaluate(
        {
          principal: `arn:aws:sts::${ACCOUNT}:assumed-role/app/i-0123456789abcdef0`,
          action: "s3:GetObject",
          resource: "arn:aws:s3:::b/k",
          context: { "ec2:RoleDelivery": version },
        },
        { identity: [ALLOW_ALL], scps: [[ALLOW_ALL, scp]] },
      ).decision;
    expect(decide("1.0")).to.equal("explicitDeny");
    expect(decide("2.0")).to.equal("allowed");
  });

  it("allow more hops where asked, and refuse a limit that does not exist", () => {
    const two = policy("two", organizationPolicies.identityPolicy({ maximumHopLimit: 2 }));
    const launch = (hops: number) =>
      evaluate(
        {
          principal,
          action: "ec2:RunInstances",
          resource: INSTANCE,
          context: { "ec2:MetadataHttpTokens": "required", "ec2:MetadataHttpPutResponseHopLimit": hops },
        },
        { identity: [ALLOW_ALL, two] },
      ).decision;
    expect([launch(2), launch(3)]).to.deep.equal(["allowed", "explicitDeny"]);
    expect(() => organizationPolicies.declarativePolicy({ maximumHopLimit: 65 })).to.throw("from 1 to 64");
  });

  it("lint without an error", () => {
    for (const [policyType, json] of [
      ["scp", organizationPolicies.serviceControlPolicy()],
      ["identity", organizationPolicies.identityPolicy()],
    ] as const) {
      const result = parsePolicyDocument(json, { policyType });
      const findings =
        result.kind === "parsed" ? lint(result.document, { policyType, catalogue: bundledCatalogue() }) : undefined;
      expect(findings?.filter(({ severity }) => severity === "error")).to.deep.equal([]);
    }
  });

  it("declare the defaults of every account, enforced", () => {
    expect(organizationPolicies.declarativePolicy()).to.deep.equal({
      ec2_attributes: {
        instance_metadata_defaults: {
          http_endpoint: { "@@assign": "enabled" },
          http_tokens: { "@@assign": "required" },
          http_tokens_enforced: { "@@assign": "enabled" },
          http_put_response_hop_limit: { "@@assign": "1" },
          instance_metadata_tags: { "@@assign": "disabled" },
        },
      },
    });
  });
});

describe("InstanceMetadataDefaults", () => {
  it("require IMDSv2 in the account and region", async () => {
    const run = await runWithMocks(() => new InstanceMetadataDefaults("eu", { region: "eu-west-1", containers: true }));
    expect(run.ofType("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults")["eu"]).to.deep.equal({
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 2,
      instanceMetadataTags: "disabled",
      region: "eu-west-1",
    });
  });
});
