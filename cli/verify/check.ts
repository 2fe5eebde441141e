/** What a check came to. `skipped`: it needs something that is not to be had, and nothing hangs on it. */
export type CheckStatus = "passed" | "differs" | "notRead" | "skipped";

/** One check of one instance, group, launch template or resource. */
export interface Check {
  readonly id: CheckId;
  /** The id of an instance, the name of a group, `<id>/<version>` of a launch template, or the URN of a resource. */
  readonly subject: string;
  readonly status: CheckStatus;
  /** What was found, and where it differs what was expected. */
  readonly message: string;
}

/** What is checked, in this order, with AWS's page on it. */
export const CHECKS = {
  "resource-is-covered": {
    title: "the instances that the resource starts are found",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/LaunchingAndUsingInstances.html",
  },
  "group-instances-listed": {
    title: "the instances of the Auto Scaling group are found",
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html",
  },
  "template-exists": {
    title: "the launch template has the version that is used",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-launch-template-versions.html",
  },
  "template-names-profile": {
    title: "the launch template names its instance profile",
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/us-iam-role.html",
  },
  "instance-exists": {
    title: "the instance is there",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html",
  },
  "instance-shows-profile": {
    title: "the instance shows its instance profile",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html",
  },
  "metadata-requires-tokens": {
    title: "the metadata service requires tokens",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  },
  "metadata-endpoint-enabled": {
    title: "the metadata service answers",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  },
  "metadata-hop-limit": {
    title: "the metadata service's answers stay on the instance",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
  },
  "profile-holds-role": {
    title: "the instance profile holds exactly its role",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html",
  },
  "role-trusts-ec2-alone": {
    title: "EC2 alone may assume the role",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html",
  },
  "role-has-declared-boundary": {
    title: "the role has the declared permissions boundary",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
  },
  "role-allows-what-is-declared": {
    title: "the role's policies allow what is declared",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html",
  },
  "role-allows-nothing-else": {
    title: "the role's policies allow nothing else",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  },
  "simulation-agrees": {
    title: "AWS's policy simulation agrees",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html",
  },
} as const;

/** Name of a check: public contract. */
export type CheckId = keyof typeof CHECKS;

/** What a check says of its own: its subject is added later. */
export type Verdict = Pick<Check, "id" | "status" | "message">;

/** Returns a verdict: passed, or what is there instead of what is expected. */
export function verdict(id: CheckId, passed: boolean, message: string): Verdict {
  return { id, status: passed ? "passed" : "differs", message };
}

/** Returns the verdict of a check for which something could not be read or decided. */
export function notRead(id: CheckId, message: string): Verdict {
  return { id, status: "notRead", message };
}

/** Returns the verdict of a check that does not apply. */
export function skipped(id: CheckId, message: string): Verdict {
  return { id, status: "skipped", message };
}
