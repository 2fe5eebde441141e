import { iamPolicyDisallowManagedPolicies } from "../../../policies/iam/iam-policy-disallow-managed-policies";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamPolicyDisallowManagedPolicies);
