import { iamPolicyRequireEffectiveImdsv2 } from "../../../policies/iam/iam-policy-require-effective-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamPolicyRequireEffectiveImdsv2);
