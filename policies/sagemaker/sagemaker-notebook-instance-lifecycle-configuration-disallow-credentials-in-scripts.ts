import { userDataPolicy } from "../ec2/user-data-policy";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

export const sagemakerNotebookInstanceLifecycleConfigurationDisallowCredentialsInScripts: ResourcePolicyDeclaration =
  userDataPolicy({
    name: "sagemaker-notebook-instance-lifecycle-configuration-disallow-credentials-in-scripts",
    displayName: "No credentials in the scripts of SageMaker notebooks",
    description:
      "Scripts that notebook instances run when they are made or started hold no keys, tokens or private keys, in whatever encoding.",
    resourceType: "aws:sagemaker/notebookInstanceLifecycleConfiguration:NotebookInstanceLifecycleConfiguration",
    paths: ["onCreate", "onStart"],
  });
