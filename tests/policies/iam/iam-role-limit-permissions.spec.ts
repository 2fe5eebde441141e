import { iamRoleLimitPermissions } from "../../../policies/iam/iam-role-limit-permissions";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamRoleLimitPermissions);
