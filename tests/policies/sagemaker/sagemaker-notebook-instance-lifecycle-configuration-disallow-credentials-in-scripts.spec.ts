import { sagemakerNotebookInstanceLifecycleConfigurationDisallowCredentialsInScripts } from "../../../policies/sagemaker/sagemaker-notebook-instance-lifecycle-configuration-disallow-credentials-in-scripts";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(sagemakerNotebookInstanceLifecycleConfigurationDisallowCredentialsInScripts);
