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
import { evaluate } from "../../../iam";
import { documentedPolicy, expectJustEnough, requestsOf } from "../../support/documented-permissions";
import { policy } from "../../support/policies";
import { recordedStandIn } from "../../support/recorded-stand-in";

describe("the permissions that the guide documents", function () {
  this.timeout(120_000);
  const standIn = recordedStandIn();

  it("allow every call that is made, and each of them is needed", async () => {
    const instanceId = await prepare();
    await runAllOperations(instanceId);
    const requests = standIn.proxy.calls.flatMap((call) => requestsOf(call, instanceId));
    const documented = documentedPolicy("attach-replace-detach.md", instanceId);
    expectJustEnough(documented, requests);
    const identity = [policy("guide", documented)];
    const elsewhere = requests.map((request) => ({
      ...request,
      resource: request.resource.replace(instanceId, "i-1"),
    }));
    const refused = elsewhere.filter((request) => evaluate(request, { identity }).decision !== "allowed");
    expect(new Set(refused.map(({ action }) => action)).size).to.equal(3);
  });

  async function prepare(): Promise<string> {
    const iam = new IAMClient(standIn.aws.clientSettings());
    for (const name of ["web", "worker"]) {
      await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: "{}" }));
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
    }
    const { Instances } = await new EC2Client(standIn.aws.clientSettings()).send(
      new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: "ami-12345678" }),
    );
    return Instances?.[0]?.InstanceId ?? "";
  }

  /** Attaches, replaces on a running and on a stopped instance, refreshes and deletes, through the SDK. */
  async function runAllOperations(instanceId: string): Promise<void> {
    const { connection } = standIn;
    const context = { ...REAL_SURROUNDINGS, connect: instanceProfileCalls };
    const common = { instanceId, instanceMayBeNew: false, connection };
    const { former } = (await formerProfileHandlers(context).create(common)).outs;
    const handlers = associationHandlers(context);
    const settings = { adopt: false, replaceExisting: false, onDelete: "restore", profileMayBeNew: false } as const;
    const declared = (profile: string) => ({ ...common, ...settings, former, profile });
    const { inputs } = await handlers.check({}, declared("web"));
    const { outs: web } = await handlers.create(inputs);
    const { outs: worker } = await handlers.update(instanceId, web, declared("worker"));
    await new EC2Client(standIn.aws.clientSettings()).send(new StopInstancesCommand({ InstanceIds: [instanceId] }));
    const { outs: again } = await handlers.update(instanceId, worker, declared("web"));
    await handlers.read(instanceId, again);
    await handlers.delete(instanceId, again);
  }
});
