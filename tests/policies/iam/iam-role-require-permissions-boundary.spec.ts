import { iamRoleRequirePermissionsBoundary } from "../../../policies/iam/iam-role-require-permissions-boundary";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamRoleRequirePermissionsBoundary);
