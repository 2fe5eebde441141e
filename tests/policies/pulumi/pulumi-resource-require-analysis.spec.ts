import { pulumiResourceRequireAnalysis } from "../../../policies/pulumi/pulumi-resource-require-analysis";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(pulumiResourceRequireAnalysis);
