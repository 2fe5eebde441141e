import {
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
  EC2Client,
  ModifyInstanceMetadataOptionsCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { expect } from "chai";

import { AwsCallError } from "../../../aws/aws-call-error";
import type { IdentityReader } from "../../../aws/identity-reader";
import { identityReader } from "../../../aws/identity-reader";
import type { Check } from "../../../cli/verify/check";
import type { Expectation } from "../../../cli/verify/expectation";
import { exitCodeOf, verifyInstance } from "../../../cli/verify/verify-instance";
import { documentedPolicy, expectJustEnough, requestsOf } from "../../support/documented-permissions";
import { recordedStandIn } from "../../support/recorded-stand-in";

const TRUST = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
};
const PICS = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" },
};

describe("ec2-identity verify: each thing broken in turn", function () {
  this.timeout(120_000);
  const standIn = recordedStandIn();
  let ec2: EC2Client;
  let iam: IAMClient;
  let reader: IdentityReader;
  let expected: Expectation;

  before(async () => {
    ec2 = new EC2Client(standIn.aws.clientSettings());
    iam = new IAMClient(standIn.aws.clientSettings());
    reader = await identityReader(standIn.connection);
  });
  beforeEach(async () => {
    await standIn.aws.reset();
    standIn.proxy.forget();
    for (const name of ["pics", "other"]) {
      await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(TRUST) }));
    }
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "pics" }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: "pics", RoleName: "pics" }));
    await allow("read", PICS);
    const { Instances } = await ec2.send(
      new RunInstancesCommand({
        MinCount: 1,
        MaxCount: 1,
        ImageId: "ami-12345678",
        IamInstanceProfile: { Name: "pics" },
        MetadataOptions: { HttpTokens: "required", HttpEndpoint: "enabled", HttpPutResponseHopLimit: 1 },
      }),
    );
    expected = {
      instanceId: Instances?.[0]?.InstanceId ?? "",
      profile: "pics",
      role: "pics",
      httpPutResponseHopLimit: 1,
      permissionsBoundary: null,
      policies: [{ id: "read", document: PICS }],
    };
  });
  afterEach(() => {
    standIn.proxy.refuses = () => false;
    const actions = standIn.proxy.calls.map((call) => call.get("Action") ?? "");
    expect(actions).to.not.be.empty;
    expect(actions.filter((action) => !/^(Describe|Get|List|Simulate)/.test(action))).to.deep.equal([]);
  });

  async function allow(PolicyName: string, document: object): Promise<void> {
    const PolicyDocument = JSON.stringify(document);
    await iam.send(new PutRolePolicyCommand({ RoleName: "pics", PolicyName, PolicyDocument }));
  }

  /** The checks that did not pass, with what they found; and the exit code. */
  async function failures(): Promise<readonly [number, Record<string, string>]> {
    const checks = await verifyInstance(expected, reader);
    const failed = checks.filter(({ status }) => status === "differs" || status === "notRead");
    return [exitCodeOf(checks), Object.fromEntries(failed.map(({ id, message }) => [id, message]))];
  }

  it("passes all checks where nothing is broken", async () => {
    const checks = await verifyInstance(expected, reader);
    expect(exitCodeOf(checks), JSON.stringify(checks)).to.equal(0);
    expect(checks.map(({ id, status }: Check) => `${id} ${status}`)).to.deep.equal([
      "instance-exists passed",
      "instance-shows-profile passed",
      "metadata-requires-tokens passed",
      "metadata-endpoint-enabled passed",
      "metadata-hop-limit passed",
      "profile-holds-role passed",
      "role-trusts-ec2-alone passed",
      "role-has-declared-boundary passed",
      "role-allows-what-is-declared passed",
      "role-allows-nothing-else passed",
      "simulation-agrees passed",
    ]);
  });

  it("checks the invariants of an instance of which nothing is declared", async () => {
    expected = { instanceId: expected.instanceId };
    expect(await failures()).to.deep.equal([0, {}]);
    await options({ HttpTokens: "optional" });
    expect(await failures()).to.deep.equal([
      1,
      { "metadata-requires-tokens": "HttpTokens is `optional`, expected required" },
    ]);
  });

  async function options(change: object): Promise<void> {
    await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId: expected.instanceId, ...change }));
  }

  it("names metadata options", async () => {
    await options({ HttpTokens: "optional", HttpEndpoint: "disabled", HttpPutResponseHopLimit: 2 });
    expect(await failures()).to.deep.equal([
      1,
      {
        "metadata-requires-tokens": "HttpTokens is `optional`, expected required",
        "metadata-endpoint-enabled": "HttpEndpoint is `disabled`, expected enabled",
        "metadata-hop-limit": "HttpPutResponseHopLimit is `2`, expected 1",
      },
    ]);
  });

  it("names an instance that is gone, and one that is not there", async () => {
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [expected.instanceId] }));
    expect(await failures()).to.deep.equal([1, { "instance-exists": "it is terminated" }]);
    expected = { instanceId: "i-0123456789abcdef0" };
    expect((await failures())[1]["instance-exists"]).to.contain("no such instance");
  });

  it("names a profile that is another, or none", async () => {
    expected = { ...expected, profile: "other" };
    expect((await failures())[1]["instance-shows-profile"]).to.match(/instance-profile\/pics`, expected `other`$/);
    const { IamInstanceProfileAssociations: [association] = [] } = await ec2.send(
      new DescribeIamInstanceProfileAssociationsCommand({}),
    );
    await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId: association?.AssociationId }));
    expect(await failures()).to.deep.equal([
      1,
      { "instance-shows-profile": "it shows no instance profile, expected `other`" },
    ]);
  });

  it("names a role that is another, or none", async () => {
    const swap = { InstanceProfileName: "pics" };
    await iam.send(new RemoveRoleFromInstanceProfileCommand({ ...swap, RoleName: "pics" }));
    expect((await failures())[1]["profile-holds-role"]).to.equal("it holds no role, expected `pics`");
    await iam.send(new AddRoleToInstanceProfileCommand({ ...swap, RoleName: "other" }));
    expect((await failures())[1]["profile-holds-role"]).to.equal("it holds `other`, expected `pics`");
  });

  it("names who else may assume the role", async () => {
    const wide = { ...TRUST.Statement, Principal: { Service: "ec2.amazonaws.com", AWS: "111122223333" } };
    await trust({ ...TRUST, Statement: wide });
    const [code, found] = await failures();
    expect(code).to.equal(1);
    expect(Object.keys(found)).to.deep.equal(["role-trusts-ec2-alone"]);
    expect(found["role-trusts-ec2-alone"]).to.contain("it may also be assumed by").and.to.contain("111122223333");
    await trust({ ...TRUST, Statement: { ...TRUST.Statement, Effect: "Deny" } });
    expect((await failures())[1]).to.deep.equal({ "role-trusts-ec2-alone": "its trust policy allows nobody" });
  });

  it("names a trust policy that does not let EC2 assume the role", async () => {
    const refused = "its trust policy does not let `ec2.amazonaws.com` call sts:AssumeRole";
    for (const changed of [{ Action: "sts:TagSession" }, { Principal: { Service: "ec2.amazonaws.com.cn" } }]) {
      await trust({ ...TRUST, Statement: { ...TRUST.Statement, ...changed } });
      expect((await failures())[1]).to.deep.equal({ "role-trusts-ec2-alone": refused });
    }
  });

  async function trust(document: object): Promise<void> {
    const PolicyDocument = JSON.stringify(document);
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: "pics", PolicyDocument }));
  }

  it("names what is allowed and not declared, and what is declared and not allowed", async () => {
    await allow("write", { ...PICS, Statement: { ...PICS.Statement, Action: "s3:PutObject" } });
    const [code, found] = await failures();
    expect(code).to.equal(1);
    expect(found).to.have.all.keys("role-allows-nothing-else");
    expect(found["role-allows-nothing-else"]).to.match(
      /allowed and not declared: `s3:PutObject` on `arn:aws:s3:::photos\//i,
    );
    await iam.send(new DeleteRolePolicyCommand({ RoleName: "pics", PolicyName: "read" }));
    expect((await failures())[1]["role-allows-what-is-declared"]).to.match(/declared and not allowed: `s3:GetObject`/i);
  });

  it("names a boundary that is missing", async () => {
    expected = { ...expected, permissionsBoundary: "arn:aws:iam::123456789012:policy/limit" };
    expect((await failures())[1]).to.deep.equal({
      "role-has-declared-boundary": "the boundary is `none`, expected `arn:aws:iam::123456789012:policy/limit`",
    });
  });

  for (const [action, ids] of [
    ["ec2:DescribeInstances", ["instance-exists"]],
    ["iam:GetInstanceProfile", ["profile-holds-role"]],
    ["iam:GetRole", ["role-trusts-ec2-alone", "role-has-declared-boundary"]],
    ["iam:ListRolePolicies", ["role-allows-what-is-declared", "role-allows-nothing-else"]],
    ["iam:GetRolePolicy", ["role-allows-what-is-declared", "role-allows-nothing-else"]],
    ["iam:ListAttachedRolePolicies", ["role-allows-what-is-declared", "role-allows-nothing-else"]],
    ["iam:GetPolicy", ["role-allows-what-is-declared", "role-allows-nothing-else"]],
    ["iam:GetPolicyVersion", ["role-allows-what-is-declared", "role-allows-nothing-else"]],
  ] as const) {
    it(`names the permission ${action} where it is missing, and ends with 3`, async () => {
      await attachManaged();
      standIn.proxy.refuses = (call) => call.get("Action") === action.split(":")[1];
      const [code, found] = await failures();
      expect(code).to.equal(3);
      expect(found).to.have.all.keys(...ids);
      for (const id of ids) expect(found[id]).to.contain(`access denied, missing the permission \`${action}\``);
    });
  }

  it("skips the simulation where the caller may not use it, and does not where it fails", async () => {
    const last = async () => (await verifyInstance(expected, reader)).at(-1);
    standIn.proxy.refuses = (call) => call.get("Action") === "SimulatePrincipalPolicy";
    expect(await last()).to.include({ id: "simulation-agrees", status: "skipped" });
    const failing = new AwsCallError("iam:SimulatePrincipalPolicy", "Throttling", "slow");
    const checks = await verifyInstance(expected, { ...reader, simulate: () => Promise.reject(failing) });
    expect([exitCodeOf(checks), checks.at(-1)?.status]).to.deep.equal([3, "notRead"]);
  });

  it("needs the permissions that the guide documents, and no others", async () => {
    await attachManaged();
    await verifyInstance(expected, reader);
    const requests = standIn.proxy.calls.flatMap((call) => requestsOf(call, expected.instanceId));
    expectJustEnough(documentedPolicy("verifying.md", expected.instanceId), requests);
  });

  /** Declares and attaches a managed policy within the inline one. */
  async function attachManaged(): Promise<void> {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: "own", PolicyDocument: JSON.stringify(PICS) }),
    );
    await iam.send(new AttachRolePolicyCommand({ RoleName: "pics", PolicyArn: Policy?.Arn }));
    expected = {
      ...expected,
      policies: [...(expected.policies ?? []), { managedPolicyArn: Policy?.Arn ?? "" }],
    };
  }

  it("does not pass a declared document that it cannot read", async () => {
    expected = { ...expected, policies: [{ id: "read", document: { Statement: 1 } }] };
    const [code, found] = await failures();
    expect(code).to.equal(3);
    expect(found).to.have.all.keys("role-allows-what-is-declared", "role-allows-nothing-else");
    expect(found["role-allows-nothing-else"]).to.contain("policy `read` cannot be read");
  });

  it("does not pass what is secret in the stack, and still names what differs", async () => {
    const notRead = [
      { check: "instance-shows-profile", what: "the instance profile" },
      { check: "metadata-hop-limit", what: "the hop limit" },
    ] as const;
    expected = { instanceId: expected.instanceId, notRead };
    const [code, found] = await failures();
    expect(code).to.equal(3);
    expect(found).to.deep.equal({
      "instance-shows-profile":
        "not compared: the instance profile is secret in the stack's state, and read with --show-secrets",
      "metadata-hop-limit": "not compared: the hop limit is secret in the stack's state, and read with --show-secrets",
    });
    await options({ HttpPutResponseHopLimit: 64 });
    const [differs, named] = await failures();
    expect([differs, named["metadata-hop-limit"]]).to.deep.equal([
      1,
      "HttpPutResponseHopLimit is `64`, expected 1, or 2 for containers",
    ]);
  });

  it("compares AWS's simulation with its own decision", async () => {
    const simulating = (decision: "allowed" | "implicitDeny") => ({
      ...reader,
      simulate: (_role: string, action: string, resource: string) => {
        expect([action, resource]).to.deep.equal(["s3:GetObject", "arn:aws:s3:::photos/x"]);
        return Promise.resolve(decision);
      },
    });
    expect((await verifyInstance(expected, simulating("allowed"))).at(-1)).to.include({
      id: "simulation-agrees",
      status: "passed",
    });
    expect((await verifyInstance(expected, simulating("implicitDeny"))).at(-1)).to.include({
      status: "differs",
      message: "`s3:GetObject` on `arn:aws:s3:::photos/x` is implicitDeny to AWS, expected allowed",
    });
  });
});
