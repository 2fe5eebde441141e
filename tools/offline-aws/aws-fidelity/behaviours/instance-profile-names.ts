import { GetInstanceProfileCommand } from "@aws-sdk/client-iam";
import { isNotFound } from "../../resources/when-found";
import type { AwsRequest } from "../aws-request";
import { ec2Error } from "../aws-response";
import { answer, forward, type Behaviour } from "../behaviour";
import type { Moto } from "../moto";

/** The parameter that names the profile, and what is wrong with it as EC2 words it. */
interface NamedProfile {
  readonly parameter: string;
  readonly value: string;
  readonly profileName: string;
}

function named(parameters: URLSearchParams): NamedProfile | undefined {
  const name = parameters.get("IamInstanceProfile.Name");
  if (name !== null) return { parameter: "name", value: name, profileName: name };
  const arn = parameters.get("IamInstanceProfile.Arn");
  return arn === null ? undefined : { parameter: "arn", value: arn, profileName: arn.split("/").at(-1) ?? "" };
}

async function profileOf(request: AwsRequest, moto: Moto, InstanceProfileName: string) {
  try {
    return (await moto.iam(request).send(new GetInstanceProfileCommand({ InstanceProfileName }))).InstanceProfile;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** A profile that does not exist, or that holds no role, is an invalid parameter to EC2; moto says NoSuchEntity, or nothing. */
export const instanceProfileNames: Behaviour = {
  name: "an unknown instance profile, or one without a role, is InvalidParameterValue",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshoot-iam-roles.html",
  actions: ["ec2:RunInstances", "ec2:AssociateIamInstanceProfile", "ec2:ReplaceIamInstanceProfileAssociation"],
  async before(request, moto) {
    const given = request.parameters && named(request.parameters);
    if (given === undefined) return forward(request);
    const profile = await profileOf(request, moto, given.profileName);
    if (profile === undefined || (given.parameter === "arn" && profile.Arn !== given.value)) {
      const { parameter, value } = given;
      const kind = parameter === "name" ? "name" : "ARN";
      const message = `Value (${value}) for parameter iamInstanceProfile.${parameter} is invalid. Invalid IAM Instance Profile ${kind}`;
      return answer(ec2Error("InvalidParameterValue", message));
    }
    if ((profile.Roles ?? []).length > 0) return forward(request);
    return answer(
      ec2Error("InvalidParameterValue", `IAM Instance Profile "${profile.Arn ?? ""}" has no associated IAM Roles`),
    );
  },
};
