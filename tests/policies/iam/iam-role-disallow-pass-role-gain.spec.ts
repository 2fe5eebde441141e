import { iamRoleDisallowPassRoleGain } from "../../../policies/iam/iam-role-disallow-pass-role-gain";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamRoleDisallowPassRoleGain);
