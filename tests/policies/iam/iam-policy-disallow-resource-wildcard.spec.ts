import { iamPolicyDisallowResourceWildcard } from "../../../policies/iam/iam-policy-disallow-resource-wildcard";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamPolicyDisallowResourceWildcard);
