import { INSTANCE_TYPE } from "../../stack-model/resource-types";
import type { StackPolicyDeclaration } from "../policy-declaration";

const DEFAULTS_TYPE = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";

export const ec2InstanceMetadataDefaultsRequirePresence: StackPolicyDeclaration = {
  kind: "stack",
  name: "ec2-instance-metadata-defaults-require-presence",
  displayName: "Stacks with instances set the account's default",
  description: "A stack with instances also sets the metadata defaults of its account and region.",
  severity: "low",
  enforcementLevel: "disabled",
  tags: ["ec2", "imdsv2"],
  remediationSteps:
    "Add an InstanceMetadataDefaults with `httpTokens` required to the stack of each account and region.",
  judgeStack: {
    reads: () => false,
    onlyFor: INSTANCE_TYPE,
    judge: (resources) => {
      const [resource] = resources.filter(({ type }) => type === INSTANCE_TYPE);
      if (resource === undefined || resources.some(({ type }) => type === DEFAULTS_TYPE)) return [];
      const problem =
        "no resource of this stack sets the metadata defaults of the account, which count where an instance sets none";
      const fix =
        'new aws.ec2.InstanceMetadataDefaults("defaults", { httpTokens: "required", httpPutResponseHopLimit: 1 })';
      return [{ kind: "violation", resource, problem, fix }];
    },
  },
};
