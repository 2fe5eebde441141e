import { sagemakerNotebookInstanceRequireImdsv2 } from "../../../policies/sagemaker/sagemaker-notebook-instance-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(sagemakerNotebookInstanceRequireImdsv2);
