import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { arnOf, InstanceRole } from "../../components";
import { PARTITIONS } from "../../iam";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../support/pulumi-mocks";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

function json(text: unknown): unknown {
  return JSON.parse(text as string);
}

describe("InstanceRole", () => {
  it("is trusted by EC2 alone, in the form of its partition", async () => {
    for (const partition of PARTITIONS) {
      const service = partition === "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com";
      const run = await runWithMocks(() => new InstanceRole("pics"), { partition });
      expect(json(run.ofType(ROLE)["pics"]?.["assumeRolePolicy"])).to.deep.equal({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
      });
    }
  });

  it("gives its statements as one inline policy, known at first preview", async () => {
    const run = await runWithMocks(
      () => {
        const bucket = new aws.s3.Bucket("photos");
        return new InstanceRole("pics", {
          statements: [
            { sid: "Read", actions: ["s3:GetObject"], resources: [pulumi.interpolate`${arnOf(bucket)}/*`] },
            { actions: ["s3:ListBucket"], resources: [arnOf(bucket)] },
          ],
        });
      },
      { preview: true },
    );
    expect(Object.keys(run.ofType(ROLE_POLICY))).to.have.members(["pics-permissions", "pics-credential-guards"]);
    expect(run.ofType(ROLE_POLICY)["pics-permissions"]).to.include({ name: "permissions", role: "pics-1234567" });
    expect(json(run.ofType(ROLE_POLICY)["pics-permissions"]?.["policy"])).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos-1234567/*" },
        { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::photos-1234567" },
      ],
    });
    const documents = await valueOf(run.value.documents);
    const published = documents?.map(({ policyType, subject, symbols }) => ({ policyType, subject, symbols }));
    expect(published?.slice(0, 2)).to.deep.equal([
      {
        policyType: "trust",
        subject: {
          urn: "urn:pulumi:stack::project::ec2-identity:index:InstanceRole$aws:iam/role:Role::pics",
          property: "assumeRolePolicy",
        },
        symbols: [],
      },
      {
        policyType: "identity",
        subject: {
          urn: "urn:pulumi:stack::project::ec2-identity:index:InstanceRole$aws:iam/rolePolicy:RolePolicy::pics-permissions",
          property: "policy",
        },
        symbols: [],
      },
    ]);
  });

  it("publishes what is unknown as symbols, the same unknown as the same symbol, with its resource and pattern", async () => {
    const run = await runWithMocks(
      () => {
        const bucket = new aws.s3.Bucket("photos");
        return new InstanceRole("pics", {
          statements: [
            { actions: ["s3:GetObject"], resources: [pulumi.interpolate`${bucket.arn}/*`] },
            { actions: ["s3:ListBucket"], resources: [bucket.arn] },
            { actions: ["s3:GetBucketLocation"], resources: [bucket.arn] },
          ],
        });
      },
      { preview: true },
    );
    expect(pulumi.isUnknown(run.ofType(ROLE_POLICY)["pics-permissions"]?.["policy"])).to.equal(true);
    const bucketUrn = "urn:pulumi:stack::project::aws:s3/bucket:Bucket::photos";
    const [, published] = (await valueOf(run.value.documents)) ?? [];
    expect(published?.document).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:GetObject", Resource: "${ec2-identity:symbol:0}" },
        { Effect: "Allow", Action: "s3:ListBucket", Resource: "${ec2-identity:symbol:1}" },
        { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: "${ec2-identity:symbol:1}" },
      ],
    });
    expect(published?.symbols).to.deep.equal([
      { id: `${bucketUrn}#derived-0`, label: "a value made from aws:s3/bucket:Bucket `photos`" },
      { id: `${bucketUrn}#arn`, label: "arn of aws:s3/bucket:Bucket `photos`", pattern: "arn:aws*:s3:::?*" },
    ]);
  });

  it("attaches managed policies by name, by ARN and by resource", async () => {
    const run = await runWithMocks(() => {
      const own = new aws.iam.Policy("own", { policy: "{}" });
      new InstanceRole("listed", {
        managedPolicies: ["CloudWatchAgentServerPolicy", `arn:aws:iam::${ACCOUNT}:policy/team/logs`],
      });
      return new InstanceRole("keyed", { managedPolicies: { own } });
    });
    const arns = Object.entries(run.ofType(ATTACHMENT)).map(([name, inputs]) => [name, inputs["policyArn"]]);
    expect(Object.fromEntries(arns)).to.deep.equal({
      "listed-CloudWatchAgentServerPolicy": "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
      "listed-logs": `arn:aws:iam::${ACCOUNT}:policy/team/logs`,
      "keyed-own": `arn:aws:iam::${ACCOUNT}:policy/own-1234567`,
    });
  });

  it("passes on name, path, description, session duration, boundary, tags and trust conditions", async () => {
    const run = await runWithMocks(() => {
      const boundary = new aws.iam.Policy("limit", { policy: "{}", path: "/teams/" });
      return new InstanceRole("pics", {
        name: "Get-pics",
        path: "/apps/",
        description: "reads pictures",
        maxSessionDuration: 7200,
        permissionsBoundary: boundary,
        tags: { team: "photos" },
        trustConditions: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
      });
    });
    const role = run.ofType(ROLE)["pics"];
    expect(role).to.include({
      name: "Get-pics",
      path: "/apps/",
      description: "reads pictures",
      maxSessionDuration: 7200,
    });
    expect(role?.["permissionsBoundary"]).to.equal(`arn:aws:iam::${ACCOUNT}:policy/teams/limit-1234567`);
    expect(role?.["tags"]).to.deep.equal({ team: "photos" });
    expect(json(role?.["assumeRolePolicy"])).to.have.nested.property(
      "Statement[0].Condition.StringEquals.aws:SourceAccount",
      ACCOUNT,
    );
    expect(await valueOf(run.value.arn)).to.equal(`arn:aws:iam::${ACCOUNT}:role/apps/Get-pics`);
  });

  it("predicts the ARN at first preview", async () => {
    const run = await runWithMocks(() => new InstanceRole("pics", { path: "/apps/" }), {
      preview: true,
      partition: "aws-cn",
    });
    expect(await valueOf(run.value.arn)).to.equal(`arn:aws-cn:iam::${ACCOUNT}:role/apps/pics-1234567`);
  });

  it("refuses wrong arguments with one message that lists every property", async () => {
    const message = await refusalOf(
      () =>
        new InstanceRole("pics", {
          name: "a".repeat(65),
          path: "apps",
          maxSessionDuration: 60,
          permissionsBoundary: "arn:aws:iam::123456789012:role/not-a-policy",
          statements: [{ sid: "not allowed", actions: [], resources: ["*"] }],
        }),
    );
    const [title, ...lines] = message.split("\n");
    expect(title).to.equal("invalid arguments of InstanceRole `pics`:");
    expect(lines.map((line) => line.split(": ")[0]?.trim())).to.have.members([
      "name",
      "path",
      "maxSessionDuration",
      "permissionsBoundary",
      "statements[0].sid",
      "statements[0].actions",
    ]);
    expect(message).to.contain("got `60`, expected 3600 to 43200 (seconds)");
  });

  it("refuses an inline policy that is no policy document", async () => {
    const message = await refusalOf(
      () => new InstanceRole("pics", { inlinePolicies: { logs: '{"Statement": [{"Effect": "Maybe"}]}' } }),
    );
    expect(message).to.contain("inlinePolicies.logs: ").and.to.contain("/Statement/0/Effect");
  });

  it("says of a text that is no JSON that it is none, and where", async () => {
    const message = await refusalOf(() => new InstanceRole("pics", { inlinePolicies: { x: "not json" } }));
    expect(message).to.contain(
      "inlinePolicies.x: got a text that is no JSON (expected `null` at line 1, column 1), " +
        "expected a document in AWS's JSON shape, as an object or text",
    );
  });

  it("refuses a text that this package reserves for symbols", async () => {
    const message = await refusalOf(
      () => new InstanceRole("pics", { statements: [{ actions: ["s3:*"], resources: ["${ec2-identity:symbol:0}"] }] }),
    );
    expect(message).to.contain("statements[0].resources[0]");
  });

  it("refuses a mistyped argument, which would leave the role without permissions", async () => {
    const args = { path: "/apps/", statments: [] };
    expect(await refusalOf(() => new InstanceRole("pics", args))).to.contain(
      "statments: unknown argument, expected `name`",
    );
  });

  it("refuses two listed policies whose attachments would have one name", async () => {
    const managedPolicies = ["ReadOnlyAccess", `arn:aws:iam::${ACCOUNT}:policy/ReadOnlyAccess`];
    expect(await refusalOf(() => new InstanceRole("pics", { managedPolicies }))).to.contain("managedPolicies[1]: got");
  });

  it("refuses a component whose name leaves no room for the random suffix of auto-naming", async () => {
    expect(await refusalOf(() => new InstanceRole("r".repeat(56)))).to.equal("the program refused nothing");
    const message = await refusalOf(() => new InstanceRole("r".repeat(57)));
    expect(message).to.contain("name: the name that is made of `r").and.to.contain("would have 65 characters");
    expect(message).to.contain("expected a shorter name of the component, or `name`");
    expect(await refusalOf(() => new InstanceRole("r".repeat(57), { name: "web" }))).to.equal(
      "the program refused nothing",
    );
    const policies = { ["p".repeat(100)]: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::photos/*"] }] };
    const policy = await refusalOf(() => new InstanceRole("r".repeat(30), { customerManagedPolicies: policies }));
    expect(policy).to.contain("would have 139 characters, of which AWS takes at most 128");
  });
});
