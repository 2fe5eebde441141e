import {
  AssociateIamInstanceProfileCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DisassociateIamInstanceProfileCommand,
} from "@aws-sdk/client-ec2";
import type { AwsRequest } from "../aws-request";
import { ec2Answer, ec2Error } from "../aws-response";
import { answer, forward, type Behaviour } from "../behaviour";
import type { Moto } from "../moto";

// ASSUMPTION: AWS documents "the specified running instance"; code and message are those that its API is seen to answer
// (https://github.com/aws/aws-cli/issues/5251).
/**
 * Only a running instance's profile can be replaced, the association gets a new id, and the instance shows the new
 * profile; moto replaces that of a stopped one too, keeps the id, and lets the instance show the old one.
 */
export const instanceProfileReplacement: Behaviour = {
  name: "a running instance's profile is replaced under a new id, that of any other is not: IncorrectState",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html",
  actions: ["ec2:ReplaceIamInstanceProfileAssociation"],
  async before(request, moto) {
    const ec2 = moto.ec2(request);
    const AssociationId = request.parameters?.get("AssociationId") ?? "";
    const find = new DescribeIamInstanceProfileAssociationsCommand({ AssociationIds: [AssociationId] });
    const InstanceId = (await ec2.send(find)).IamInstanceProfileAssociations?.[0]?.InstanceId;
    if (InstanceId === undefined) return forward(request);
    const { Reservations: reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
    if (reservations?.[0]?.Instances?.[0]?.State?.Name !== "running") {
      return answer(ec2Error("IncorrectState", `The association ${AssociationId} is not the active association`));
    }
    return replaced(request, moto, AssociationId, InstanceId);
  },
};

async function replaced(request: AwsRequest, moto: Moto, AssociationId: string, InstanceId: string) {
  const ec2 = moto.ec2(request);
  const name = request.parameters?.get("IamInstanceProfile.Name") ?? undefined;
  const arn = request.parameters?.get("IamInstanceProfile.Arn") ?? undefined;
  const IamInstanceProfile = {
    ...(name === undefined ? {} : { Name: name }),
    ...(arn === undefined ? {} : { Arn: arn }),
  };
  await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
  const made = await ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile }));
  const association = made.IamInstanceProfileAssociation;
  return answer(
    ec2Answer("ReplaceIamInstanceProfileAssociation", {
      iamInstanceProfileAssociation: {
        associationId: association?.AssociationId ?? "",
        iamInstanceProfile: {
          arn: association?.IamInstanceProfile?.Arn ?? "",
          id: association?.IamInstanceProfile?.Id ?? "",
        },
        instanceId: InstanceId,
        state: "associating",
      },
    }),
  );
}
