import { UNKNOWN, isPlainObject } from "../../ec2/plain-value";
import { templateLaunchPolicy } from "../ec2/template-launch-policy";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

const FIX = "set computeResources.launchTemplate to a launch template that sets metadataOptions";

export const batchComputeEnvironmentRequireImdsv2: ResourcePolicyDeclaration = templateLaunchPolicy({
  name: "batch-compute-environment-require-imdsv2",
  displayName: "Batch compute environments require IMDSv2",
  description: "Compute environments on EC2 start instances from launch templates that require IMDSv2.",
  remediationSteps: "Give the compute environment a launch template that requires IMDSv2.",
  resourceType: "aws:batch/computeEnvironment:ComputeEnvironment",
  properties: ["computeResources"],
  judgeInputs: (resource) => {
    const resources = resource.properties["computeResources"];
    if (!isPlainObject(resources)) return [];
    const { type, launchTemplate } = resources;
    if (launchTemplate !== undefined && launchTemplate !== null) return [];
    if (typeof type === "string" && type.toUpperCase().startsWith("FARGATE")) return [];
    const problem =
      "`computeResources.launchTemplate` is not set, so the account's default or the AMI decides whether IMDSv1 is accepted";
    const kind = type === UNKNOWN ? "notVerified" : "violation";
    return [{ kind, resource, problem, fix: FIX }];
  },
});
