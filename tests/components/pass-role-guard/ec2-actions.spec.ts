import { expect } from "chai";

import { bundledCatalogue } from "../../../iam";
import { accountOf } from "../../support/bypass-search/account";
import { ec2Moves } from "../../support/bypass-search/ec2-moves";
import { iamMoves } from "../../support/bypass-search/iam-moves";

/** Calls of EC2 on what an instance is launched with, which the search for ways around a guard leaves out, by why. */
const EC2_LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  "it ends or interrupts, and starts nothing": [
    "CancelCapacityReservationFleets",
    "CancelSpotFleetRequests",
    "CancelSpotInstanceRequests",
    "DeleteFleets",
    "SendSpotInstanceInterruptions",
  ],
  "it reserves capacity, or reports on prices, and launches nothing": [
    "CreateCapacityReservationFleet",
    "ModifyCapacityReservationFleet",
    "CreateSpotDatafeedSubscription",
    "DeleteSpotDatafeedSubscription",
  ],
};

/** Calls of Auto Scaling that the search leaves out, by why. */
const AUTO_SCALING_LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  "the group launches as many as it is told, from what it launches from anyway": [
    "BatchPutScheduledUpdateGroupAction",
    "ExecutePolicy",
    "LaunchInstances",
    "PutScalingPolicy",
    "PutScheduledUpdateGroupAction",
    "PutWarmPool",
    "ResumeProcesses",
    "SetDesiredCapacity",
  ],
  "instances that are there come and go": [
    "AttachInstances",
    "DetachInstances",
    "EnterStandby",
    "ExitStandby",
    "SetInstanceHealth",
    "SetInstanceProtection",
    "TerminateInstanceInAutoScalingGroup",
  ],
  "back to what the group launched from before; AWS refuses it for `$Latest` and `$Default`": [
    "RollbackInstanceRefresh",
  ],
  "it stops or deletes": [
    "BatchDeleteScheduledAction",
    "CancelInstanceRefresh",
    "DeleteAutoScalingGroup",
    "DeleteLaunchConfiguration",
    "DeleteLifecycleHook",
    "DeleteNotificationConfiguration",
    "DeletePolicy",
    "DeleteScheduledAction",
    "DeleteTags",
    "DeleteWarmPool",
    "SuspendProcesses",
  ],
  "a role for another service, which the guard does not let be passed to it": [
    "PutLifecycleHook",
    "PutNotificationConfiguration",
  ],
  "load balancers, metrics, tags, hooks and settings of the account": [
    "AttachLoadBalancerTargetGroups",
    "AttachLoadBalancers",
    "AttachTrafficSources",
    "CompleteLifecycleAction",
    "CreateOrUpdateTags",
    "DetachLoadBalancerTargetGroups",
    "DetachLoadBalancers",
    "DetachTrafficSources",
    "DisableMetricsCollection",
    "EnableMetricsCollection",
    "PutAccountSetting",
    "RecordLifecycleActionHeartbeat",
  ],
};

const READS = /^(Describe|Get|List)/;
const OF_LAUNCHES = /LaunchTemplate|Metadata|IamInstanceProfile|RunInstances|RunScheduled|Spot|Fleet/;

/** The calls of a service that change something. */
function writesOf(service: string): readonly string[] {
  return bundledCatalogue()
    .actions(service)
    .map(({ name }) => name)
    .filter((name) => !READS.test(name));
}

/** The calls of a service that the search goes through. */
function searched(service: string): readonly string[] {
  const account = accountOf("user", {});
  const fleet = { template: "lt-01", version: "1" };
  const older = { "lt-01": { versions: { 1: "admin", 2: "web" }, default: "1", next: 3 } };
  const accounts = [
    account,
    { ...account, groups: { fleet }, profiles: { ...account.profiles, new: null }, templates: older },
  ];
  const asks = accounts.flatMap((one) => [...iamMoves(one), ...ec2Moves(one)]).flatMap((move) => move.asks);
  return asks
    .map(({ action }) => action)
    .flatMap((action) => (action.startsWith(`${service}:`) ? [action.split(":")[1] ?? ""] : []));
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
describe("the calls by which instances are launched, now or later", () => {
  const tables = [
    ["ec2", writesOf("ec2").filter((name) => OF_LAUNCHES.test(name)), Object.values(EC2_LEFT_OUT).flat()],
    ["autoscaling", writesOf("autoscaling"), Object.values(AUTO_SCALING_LEFT_OUT).flat()],
  ] as const;
  for (const [service, known, leftOut] of tables) {
    it(`are gone through by the search for ways around a guard, or left out for a reason: ${service}`, () => {
      const calls = searched(service);
      expect(known.filter((name) => !calls.includes(name) && !leftOut.includes(name))).to.deep.equal([]);
      expect(leftOut.filter((name) => !known.includes(name) || calls.includes(name))).to.deep.equal([]);
    });
  }
});
