import { INSTANCE_TYPE } from "../../stack-model/resource-types";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { instanceProfilePolicy } from "./instance-profile-policy";

export const ec2InstanceRequireInstanceProfile: ResourcePolicyDeclaration = instanceProfilePolicy({
  name: "ec2-instance-require-instance-profile",
  displayName: "Instances have an instance profile",
  description: "Every instance has an instance profile, its own or that of its launch template.",
  resourceType: INSTANCE_TYPE,
});
