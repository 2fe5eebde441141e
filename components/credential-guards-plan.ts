import type { PlainStatement } from "./policy-statement";

/** Which guards the role's credentials carry. */
export interface CredentialGuards {
  readonly credentialDelivery: "imdsv2" | "any";
  readonly networkBinding: boolean;
}

/** Name of the inline policy that holds the guards. */
export const CREDENTIAL_GUARDS_POLICY = "credential-guards";

/** Returns the statements that limit where the role's credentials come from and where they work; empty if none is on. */
export function credentialGuards(guards: CredentialGuards): readonly PlainStatement[] {
  return [
    ...(guards.credentialDelivery === "imdsv2" ? [DENY_IMDSV1_CREDENTIALS] : []),
    ...(guards.networkBinding ? NETWORK_BINDING : []),
  ];
}

/**
 * Credentials that were fetched by IMDSv1 are worth nothing. The key is in no other credentials than those of an
 * instance role, so nothing else is touched.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-policy-keys
 */
export const DENY_IMDSV1_CREDENTIALS: PlainStatement = {
  sid: "DenyCredentialsFromImdsV1",
  effect: "Deny",
  actions: ["*"],
  resources: ["*"],
  conditions: { NumericLessThan: { "ec2:RoleDelivery": "2.0" } },
};

/**
 * Credentials work only in the VPC, and from the address, of the instance that they were given to. The keys they are
 * compared with come through VPC endpoints alone: a call that does not go through one is denied.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-ec2instancesourcevpc
 */
const NETWORK_BINDING: readonly PlainStatement[] = [
  boundTo("DenyOutsideTheVpcOfTheInstance", "aws:Ec2InstanceSourceVPC", "${aws:SourceVpc}"),
  boundTo("DenyOtherAddressThanOfTheInstance", "aws:Ec2InstanceSourcePrivateIPv4", "${aws:VpcSourceIp}"),
];

function boundTo(sid: string, key: string, value: string): PlainStatement {
  return {
    sid,
    effect: "Deny",
    actions: ["*"],
    resources: ["*"],
    conditions: {
      StringNotEquals: { [key]: value },
      Null: { "ec2:SourceInstanceARN": "false" },
      BoolIfExists: { "aws:ViaAWSService": "false" },
      ArnNotLike: { "aws:PrincipalArn": "arn:*:iam::*:role/aws:ec2-infrastructure" },
    },
  };
}
