import { iamRoleDisallowPublicTrust } from "../../../policies/iam/iam-role-disallow-public-trust";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamRoleDisallowPublicTrust);
