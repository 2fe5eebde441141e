import { iamRoleDisallowChangeByPasser } from "../../../policies/iam/iam-role-disallow-change-by-passer";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamRoleDisallowChangeByPasser);
