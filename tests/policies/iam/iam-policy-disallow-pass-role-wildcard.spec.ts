import { iamPolicyDisallowPassRoleWildcard } from "../../../policies/iam/iam-policy-disallow-pass-role-wildcard";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamPolicyDisallowPassRoleWildcard);
