import { INSTANCE_TYPE } from "../../stack-model/resource-types";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { hopLimitPolicy } from "./hop-limit-policy";

export const ec2InstanceLimitMetadataHopLimit: ResourcePolicyDeclaration = hopLimitPolicy({
  name: "ec2-instance-limit-metadata-hop-limit",
  displayName: "Instances keep the metadata on the instance",
  description:
    "Answers of an instance's metadata service travel no further than they are needed, by its own options or its launch template's.",
  resourceType: INSTANCE_TYPE,
  hasTemplate: true,
  defaultMaximum: 1,
});
