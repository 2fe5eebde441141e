import { UNKNOWN, type PlainObject } from "../../ec2/plain-value";
import type { StackResource } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

const CLUSTER_TYPE = "aws:emr/cluster:Cluster";
const SECURITY_CONFIGURATION_TYPE = "aws:emr/securityConfiguration:SecurityConfiguration";
const FIX = "securityConfiguration: an aws.emr.SecurityConfiguration of this program that requires IMDSv2";

export const emrClusterRequireImdsv2: ResourcePolicyDeclaration = {
  kind: "resource",
  name: "emr-cluster-require-imdsv2",
  displayName: "EMR clusters require IMDSv2",
  description: "EMR clusters have a security configuration, which is where IMDSv2 is required.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["ec2", "imdsv2"],
  remediationSteps: "Give the cluster a security configuration that requires IMDSv2.",
  resourceType: CLUSTER_TYPE,
  properties: ["securityConfiguration"],
  judgeResource: (resource) =>
    hasConfiguration(resource.properties)
      ? []
      : [
          {
            kind: "violation",
            resource,
            problem: "`securityConfiguration` is not set, so the instances of the cluster accept IMDSv1",
            fix: FIX,
          },
        ],
  judgeStack: {
    reads: (type) => type === CLUSTER_TYPE || type === SECURITY_CONFIGURATION_TYPE,
    onlyFor: CLUSTER_TYPE,
    judge: (resources) => {
      const configurations = resources.filter(({ type }) => type === SECURITY_CONFIGURATION_TYPE);
      return resources.flatMap((resource) =>
        resource.type === CLUSTER_TYPE ? foreignConfiguration(resource, configurations) : [],
      );
    },
  },
};

/** A configuration of this stack is judged by the policy on security configurations. */
function foreignConfiguration(cluster: StackResource, configurations: readonly StackResource[]): readonly Finding[] {
  const declared = cluster.inputs ?? cluster.properties;
  if (!hasConfiguration(declared)) return [];
  const name = declared["securityConfiguration"];
  const dependencies = cluster.propertyDependencies["securityConfiguration"] ?? [];
  const isOwn = configurations.some(
    ({ urn, properties }) => dependencies.includes(urn) || (name !== UNKNOWN && properties["name"] === name),
  );
  if (isOwn) return [];
  const what = typeof name === "string" ? `\`${name}\` is not part of this stack` : "is not known at preview";
  const problem = `\`securityConfiguration\` ${what}, so whether IMDSv2 is required is not known`;
  return [{ kind: "notVerified", resource: cluster, problem, fix: FIX }];
}

function hasConfiguration({ securityConfiguration }: PlainObject): boolean {
  return (
    securityConfiguration === UNKNOWN || (typeof securityConfiguration === "string" && securityConfiguration !== "")
  );
}
