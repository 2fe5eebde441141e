import type { PlainStatement } from "./policy-statement";

/**
 * Denies launching without required tokens, or with more than `hops` hops. A launch says what it wants in ec2:Metadata… keys.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-instance-metadata
 */
export function denyMetadataAtLaunch(hops: number): readonly PlainStatement[] {
  return [
    deny("DenyLaunchWithoutRequiredTokens", "ec2:RunInstances", {
      StringNotEquals: { "ec2:MetadataHttpTokens": "required" },
    }),
    deny("DenyLaunchWithMoreHops", "ec2:RunInstances", {
      NumericGreaterThan: { "ec2:MetadataHttpPutResponseHopLimit": String(hops) },
    }),
  ];
}

/**
 * Denies setting an instance back to optional tokens or to more than `hops` hops. A change says what it wants in
 * ec2:Attribute keys; one that does not speak of an option leaves it as it is.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-instance-metadata
 */
export function denyMetadataLater(hops: number): readonly PlainStatement[] {
  return [
    deny("DenyOptionalTokensLater", "ec2:ModifyInstanceMetadataOptions", {
      StringNotEquals: { "ec2:Attribute/HttpTokens": "required" },
      Null: { "ec2:Attribute/HttpTokens": "false" },
    }),
    deny("DenyMoreHopsLater", "ec2:ModifyInstanceMetadataOptions", {
      NumericGreaterThan: { "ec2:Attribute/HttpPutResponseHopLimit": String(hops) },
    }),
  ];
}

function deny(sid: string, action: string, conditions: NonNullable<PlainStatement["conditions"]>): PlainStatement {
  return { sid, effect: "Deny", actions: [action], resources: ["arn:*:ec2:*:*:instance/*"], conditions };
}
