import { batchComputeEnvironmentRequireImdsv2 } from "../../../policies/batch/batch-compute-environment-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(batchComputeEnvironmentRequireImdsv2);
