import { organizationsPolicyRequireEffectiveImdsv2 } from "../../../policies/organizations/organizations-policy-require-effective-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(organizationsPolicyRequireEffectiveImdsv2);
