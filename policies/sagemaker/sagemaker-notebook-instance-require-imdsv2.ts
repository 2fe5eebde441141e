import { judgeSetting } from "../../ec2/service-metadata-settings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { settingPolicy } from "../ec2/setting-policy";

export const sagemakerNotebookInstanceRequireImdsv2: ResourcePolicyDeclaration = settingPolicy({
  name: "sagemaker-notebook-instance-require-imdsv2",
  displayName: "SageMaker notebooks require IMDSv2",
  description: "Notebook instances refuse IMDSv1.",
  remediationSteps: "Set `instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion` to 2.",
  resourceType: "aws:sagemaker/notebookInstance:NotebookInstance",
  properties: ["instanceMetadataServiceConfiguration"],
  judge: (properties) =>
    judgeSetting(properties, "instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion", "2"),
  fix: 'instanceMetadataServiceConfiguration: { minimumInstanceMetadataServiceVersion: "2" }',
});
