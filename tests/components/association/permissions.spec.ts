import { readFileSync } from "node:fs";
import { join } from "node:path";

import { EC2Client, RunInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { expect } from "chai";

import { instanceProfileCalls } from "../../../aws/instance-profile-calls";
import { REAL_SURROUNDINGS } from "../../../components/association/pace";
import { associationHandlers, formerProfileHandlers } from "../../../components/association/provider-handlers";
import type { AuthorizationRequest } from "../../../iam";
import { evaluate } from "../../../iam";
import { startAwsStandIn, type AwsStandIn } from "../../support/aws-stand-in";
import { policy } from "../../support/policies";
import { startRecordingProxy, type RecordingProxy } from "../../support/recording-proxy";

const GUIDE = join(__dirname, "..", "..", "..", "docs", "guides", "attach-replace-detach.md");
const ACCOUNT = "123456789012";

/** The policy of the guide, for the instance of the test. */
function documented(instanceId: string): unknown {
  const json = /<!-- permissions -->\s*```json\n([^]*?)```/.exec(readFileSync(GUIDE, "utf8"))?.[1] ?? "";
  return JSON.parse(json.replaceAll("i-0123456789abcdef0", instanceId)) as unknown;
}

describe("the permissions that the guide documents", function () {
  this.timeout(10 * 60 * 1000);
  let aws: AwsStandIn;
  let proxy: RecordingProxy;

  before(async () => {
    aws = await startAwsStandIn();
    proxy = await startRecordingProxy(aws.endpoint);
  });
  after(async () => {
    await proxy.close();
    await aws.stop();
  });

  it("allow every call that is made, and each of them is needed", async () => {
    const instanceId = await prepare();
    await runAllOperations(instanceId);
    const requests = proxy.calls.flatMap((call) => requestsOf(call, instanceId));
    const identity = [policy("guide", documented(instanceId))];
    for (const request of requests) {
      expect(evaluate(request, { identity }).decision, JSON.stringify(request)).to.equal("allowed");
    }
    const used = new Set(requests.map(({ action }) => action));
    const named = (documented(instanceId) as { Statement: { Action: string | string[] }[] }).Statement.flatMap(
      ({ Action }) => Action,
    );
    expect([...used].sort()).to.deep.equal([...named].sort());
    const elsewhere = requests.map((request) => ({
      ...request,
      resource: request.resource.replace(instanceId, "i-1"),
    }));
    const refused = elsewhere.filter((request) => evaluate(request, { identity }).decision !== "allowed");
    expect(new Set(refused.map(({ action }) => action)).size).to.equal(3);
  });

  async function prepare(): Promise<string> {
    const iam = new IAMClient(aws.clientSettings());
    for (const name of ["web", "worker"]) {
      await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: "{}" }));
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
    }
    const { Instances } = await new EC2Client(aws.clientSettings()).send(
      new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: "ami-12345678" }),
    );
    return Instances?.[0]?.InstanceId ?? "";
  }

  /** Attaches, replaces on a running and on a stopped instance, refreshes and deletes, through the SDK. */
  async function runAllOperations(instanceId: string): Promise<void> {
    const { endpoint } = proxy;
    const connection = {
      region: "eu-central-1",
      accessKeyId: "offline",
      secretAccessKey: "offline",
      endpoints: { ec2: endpoint, iam: endpoint },
    };
    const context = { ...REAL_SURROUNDINGS, connect: instanceProfileCalls };
    const common = { instanceId, instanceMayBeNew: false, connection };
    const { former } = (await formerProfileHandlers(context).create(common)).outs;
    const handlers = associationHandlers(context);
    const settings = { adopt: false, replaceExisting: false, onDelete: "restore", profileMayBeNew: false } as const;
    const declared = (profile: string) => ({ ...common, ...settings, former, profile });
    const { inputs } = await handlers.check({}, declared("web"));
    const { outs: web } = await handlers.create(inputs);
    const { outs: worker } = await handlers.update(instanceId, web, declared("worker"));
    await new EC2Client(aws.clientSettings()).send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
    const { outs: again } = await handlers.update(instanceId, worker, declared("web"));
    await handlers.read(instanceId, again);
    await handlers.delete(instanceId, again);
  }
});

/**
 * The requests that AWS authorises for a call: passing the role of a profile is one of its own.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
function requestsOf(call: URLSearchParams, instanceId: string): readonly AuthorizationRequest[] {
  const action = call.get("Action") ?? "";
  const base = { principal: `arn:aws:iam::${ACCOUNT}:user/deployer`, context: {} };
  if (action === "GetInstanceProfile") {
    const resource = `arn:aws:iam::${ACCOUNT}:instance-profile/${call.get("InstanceProfileName") ?? ""}`;
    return [{ ...base, action: "iam:GetInstanceProfile", resource }];
  }
  if (action.startsWith("Describe")) {
    return [{ ...base, action: `ec2:${action}`, resource: "*" }];
  }
  const instance = `arn:aws:ec2:eu-central-1:${ACCOUNT}:instance/${instanceId}`;
  const profile = call.get("IamInstanceProfile.Arn")?.split("/").at(-1);
  return [
    { ...base, action: `ec2:${action}`, resource: instance },
    ...(profile === undefined
      ? []
      : [
          {
            ...base,
            action: "iam:PassRole",
            resource: `arn:aws:iam::${ACCOUNT}:role/${profile}`,
            context: { "iam:PassedToService": "ec2.amazonaws.com" },
          },
        ]),
  ];
}
