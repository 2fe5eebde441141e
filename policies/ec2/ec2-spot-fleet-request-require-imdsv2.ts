import { UNKNOWN, isPlainList } from "../../ec2/plain-value";
import { causeAt } from "../findings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { templateLaunchPolicy } from "./template-launch-policy";

const USE_TEMPLATES =
  "use launchTemplateConfigs: [{ launchTemplateSpecification: { id, version } }] with a launch template that sets metadataOptions";

export const ec2SpotFleetRequestRequireImdsv2: ResourcePolicyDeclaration = templateLaunchPolicy({
  name: "ec2-spot-fleet-request-require-imdsv2",
  displayName: "Spot fleets require IMDSv2",
  description: "Spot fleet requests start instances from launch templates that require IMDSv2.",
  remediationSteps:
    "Replace `launchSpecifications`, which cannot require IMDSv2, by `launchTemplateConfigs` with a launch template that does.",
  resourceType: "aws:ec2/spotFleetRequest:SpotFleetRequest",
  properties: ["launchSpecifications", "launchTemplateConfigs"],
  judgeInputs: (resource) => {
    const specifications = resource.properties["launchSpecifications"];
    if (specifications === UNKNOWN) {
      const problem = "`launchSpecifications` is not known at preview, and one that is set cannot require IMDSv2";
      const causes = [causeAt(resource, "launchSpecifications")];
      return [{ kind: "notVerified", resource, problem, fix: USE_TEMPLATES, causes }];
    }
    if (!isPlainList(specifications) || specifications.length === 0) return [];
    const problem = "`launchSpecifications` cannot require IMDSv2, so the account's default or the AMI decides";
    return [{ kind: "violation", resource, problem, fix: USE_TEMPLATES }];
  },
});
