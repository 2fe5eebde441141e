import { iamRoleDisallowNewAccess } from "../../../policies/iam/iam-role-disallow-new-access";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamRoleDisallowNewAccess);
