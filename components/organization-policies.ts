import * as pulumi from "@pulumi/pulumi";

import { DENY_IMDSV1_CREDENTIALS } from "./credential-guards-plan";
import { denyMetadataAtLaunch, denyMetadataLater } from "./metadata-statements-plan";
import { expectOptions } from "./grants/granted-arn";
import { describe } from "./plan";
import type { PlainStatement } from "./policy-statement";
import { policyDocument } from "./policy-statement";

/** How strict the documents for an organisation are. */
export interface OrganizationPolicyOptions {
  /** The largest hop limit: 1 reaches the instance, 2 a container on it. @default 1 */
  readonly maximumHopLimit?: number;
}

/** A policy document in AWS's JSON shape. */
export type PolicyDocumentJson = object;

/**
 * Documents that require IMDSv2 for a whole organisation, account or identity: give them to aws.organizations.Policy or
 * aws.iam.Policy as JSON.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
 */
export const organizationPolicies = {
  /**
   * A service control policy: denies launching instances without required tokens or with more hops, setting them back
   * later, and whatever is asked with credentials that were fetched by IMDSv1.
   * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-instance-metadata
   */
  serviceControlPolicy: (options: OrganizationPolicyOptions = {}): PolicyDocumentJson =>
    policyDocument([...metadataStatements(options), DENY_IMDSV1_CREDENTIALS]),

  /** The same for users and roles that launch instances, as a managed or inline policy. */
  identityPolicy: (options: OrganizationPolicyOptions = {}): PolicyDocumentJson =>
    policyDocument(metadataStatements(options)),

  /**
   * A declarative policy for EC2 (`DECLARATIVE_POLICY_EC2`): the defaults of every account and region, which accounts
   * cannot change, and no launch without required tokens.
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
   */
  declarativePolicy: (options: OrganizationPolicyOptions = {}): PolicyDocumentJson => ({
    ec2_attributes: {
      instance_metadata_defaults: {
        http_endpoint: { "@@assign": "enabled" },
        http_tokens: { "@@assign": "required" },
        http_tokens_enforced: { "@@assign": "enabled" },
        http_put_response_hop_limit: { "@@assign": String(hopLimit(options)) },
        instance_metadata_tags: { "@@assign": "disabled" },
      },
    },
  }),
};

function metadataStatements(options: OrganizationPolicyOptions): readonly PlainStatement[] {
  const hops = hopLimit(options);
  return [...denyMetadataAtLaunch(hops), ...denyMetadataLater(hops)];
}

function hopLimit(options: OrganizationPolicyOptions): number {
  expectOptions("organizationPolicies", options, ["maximumHopLimit"]);
  const { maximumHopLimit = 1 } = options;
  if (!Number.isInteger(maximumHopLimit) || maximumHopLimit < 1 || maximumHopLimit > 64) {
    throw new pulumi.RunError(
      `organizationPolicies: maximumHopLimit: got ${describe(maximumHopLimit)}, expected a whole number from 1 to 64`,
    );
  }
  return maximumHopLimit;
}
