import { iamRoleRequireTrustOfPassedService } from "../../../policies/iam/iam-role-require-trust-of-passed-service";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamRoleRequireTrustOfPassedService);
