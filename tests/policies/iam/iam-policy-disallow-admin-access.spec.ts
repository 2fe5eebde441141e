import { iamPolicyDisallowAdminAccess } from "../../../policies/iam/iam-policy-disallow-admin-access";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamPolicyDisallowAdminAccess);
