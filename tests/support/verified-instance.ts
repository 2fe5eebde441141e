import { EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { expect } from "chai";

import type { IdentityReader } from "../../aws/identity-reader";
import { identityReader } from "../../aws/identity-reader";
import type { Check } from "../../cli/verify/check";
import type { Expectation } from "../../cli/verify/expectation";
import { exitCodeOf, verifyInstance } from "../../cli/verify/verify-instance";
import type { RecordedStandIn } from "./recorded-stand-in";
import { recordedStandIn } from "./recorded-stand-in";

/** The trust policy of the role. */
export const TRUST = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
};

/** The role's one policy. */
export const PICS = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" },
};

/** An instance in AWS's stand-in, with the profile and role `pics` and all that verify looks at in order. */
export interface VerifiedInstance {
  readonly standIn: RecordedStandIn;
  readonly ec2: EC2Client;
  readonly iam: IAMClient;
  /** Its calls are remembered: after each test, that none of them changes anything is expected. */
  readonly reader: IdentityReader;
  /** All that the instance is. */
  readonly expected: Expectation;
  /** Gives the role an inline policy. */
  allow(PolicyName: string, document: object): Promise<void>;
  /** The checks that did not pass, with what they found; and the exit code. */
  failures(expectation?: Expectation): Promise<readonly [number, Record<string, string>]>;
}

/** The exit code of checks, and of those that did not pass what they found. */
export function failed(checks: readonly Check[]): readonly [number, Record<string, string>] {
  const others = checks.filter(({ status }) => status === "differs" || status === "notRead");
  return [exitCodeOf(checks), Object.fromEntries(others.map(({ id, message }) => [id, message]))];
}

/** Makes the instance anew before each test of the describe block that it is called in; the members are there then. */
export function verifiedInstance(): VerifiedInstance {
  const standIn = recordedStandIn();
  let ec2!: EC2Client;
  let iam!: IAMClient;
  let reader!: IdentityReader;
  let expected!: Expectation;
  const allow = async (PolicyName: string, document: object): Promise<void> => {
    const PolicyDocument = JSON.stringify(document);
    await iam.send(new PutRolePolicyCommand({ RoleName: "pics", PolicyName, PolicyDocument }));
  };
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
    expected = {
      instanceId: await launch(ec2),
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
  return {
    standIn,
    get ec2() {
      return ec2;
    },
    get iam() {
      return iam;
    },
    get reader() {
      return reader;
    },
    get expected() {
      return expected;
    },
    allow,
    failures: async (expectation = expected) => failed(await verifyInstance(expectation, reader)),
  };
}

async function launch(ec2: EC2Client): Promise<string> {
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      MinCount: 1,
      MaxCount: 1,
      ImageId: "ami-12345678",
      IamInstanceProfile: { Name: "pics" },
      MetadataOptions: { HttpTokens: "required", HttpEndpoint: "enabled", HttpPutResponseHopLimit: 1 },
    }),
  );
  return Instances?.[0]?.InstanceId ?? "";
}
