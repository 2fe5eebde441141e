import { DescribeIamInstanceProfileAssociationsCommand, DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { ec2Error } from "../aws-response";
import { answer, forward, type Behaviour } from "../behaviour";

// ASSUMPTION: AWS documents "the specified running instance"; code and message are those that its API is seen to answer.
/** Only a running instance's profile can be replaced; moto replaces that of a stopped one too. */
export const instanceProfileReplacement: Behaviour = {
  name: "the profile of an instance that is not running cannot be replaced: IncorrectState",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html",
  actions: ["ec2:ReplaceIamInstanceProfileAssociation"],
  async before(request, moto) {
    const ec2 = moto.ec2(request);
    const AssociationIds = [request.parameters?.get("AssociationId") ?? ""];
    const found = await ec2.send(new DescribeIamInstanceProfileAssociationsCommand({ AssociationIds }));
    const InstanceId = found.IamInstanceProfileAssociations?.[0]?.InstanceId;
    if (InstanceId === undefined) return forward(request);
    const { Reservations: reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
    const state = reservations?.[0]?.Instances?.[0]?.State?.Name;
    if (state === "running") return forward(request);
    return answer(ec2Error("IncorrectState", `The instance '${InstanceId}' is not in the 'running' state.`));
  },
};
