import { iamRoleDisallowForeignTrust } from "../../../policies/iam/iam-role-disallow-foreign-trust";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamRoleDisallowForeignTrust);
