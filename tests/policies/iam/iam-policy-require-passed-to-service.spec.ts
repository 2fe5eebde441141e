import { iamPolicyRequirePassedToService } from "../../../policies/iam/iam-policy-require-passed-to-service";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamPolicyRequirePassedToService);
