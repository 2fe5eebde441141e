import { iamResourcePolicyDisallowPublicAccess } from "../../../policies/iam/iam-resource-policy-disallow-public-access";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamResourcePolicyDisallowPublicAccess);
