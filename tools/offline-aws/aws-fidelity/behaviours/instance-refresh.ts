import {
  DescribeAutoScalingGroupsCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import type { AwsRequest } from "../aws-request";
import { queryAnswer, queryError } from "../aws-response";
import { answer, type Behaviour } from "../behaviour";
import type { Moto } from "../moto";

async function instancesOf(group: string, request: AwsRequest, moto: Moto): Promise<readonly string[] | undefined> {
  const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] });
  const [found] = (await moto.autoScaling(request).send(command)).AutoScalingGroups ?? [];
  return found && (found.Instances ?? []).map(({ InstanceId: id }) => id ?? "");
}

// ASSUMPTION: the id is made of the group's name and a number; AWS gives a UUID.
/** An instance refresh, which moto does not have; it is over at once, where AWS takes its time. */
export function instanceRefresh(): Behaviour {
  const refreshes = new Map<string, number>();
  return {
    name: "an instance refresh replaces every instance of a group by one of its template's present version",
    source: "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_StartInstanceRefresh.html",
    actions: ["autoscaling:StartInstanceRefresh", "autoscaling:DescribeInstanceRefreshes"],
    async before(request, moto) {
      const action = request.parameters?.get("Action") ?? "";
      const group = request.parameters?.get("AutoScalingGroupName") ?? "";
      const instances = await instancesOf(group, request, moto);
      if (instances === undefined) {
        return answer(queryError(400, "ValidationError", `AutoScalingGroup name not found - ${group}`));
      }
      const key = `${(await moto.caller(request)).accountId}/${request.region}/${group}`;
      const done = refreshes.get(key) ?? 0;
      if (action === "DescribeInstanceRefreshes") {
        const last = { InstanceRefreshId: `${group}-${done}`, AutoScalingGroupName: group, Status: "Successful" };
        return answer(queryAnswer(action, { InstanceRefreshes: done === 0 ? {} : { member: last } }));
      }
      for (const InstanceId of instances) {
        const how = { InstanceId, ShouldDecrementDesiredCapacity: false };
        await moto.autoScaling(request).send(new TerminateInstanceInAutoScalingGroupCommand(how));
      }
      refreshes.set(key, done + 1);
      return answer(queryAnswer(action, { InstanceRefreshId: `${group}-${done + 1}` }));
    },
    reset() {
      refreshes.clear();
    },
  };
}
