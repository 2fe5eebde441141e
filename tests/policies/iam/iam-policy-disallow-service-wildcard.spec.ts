import { iamPolicyDisallowServiceWildcard } from "../../../policies/iam/iam-policy-disallow-service-wildcard";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamPolicyDisallowServiceWildcard);
