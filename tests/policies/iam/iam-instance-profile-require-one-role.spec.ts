import { iamInstanceProfileRequireOneRole } from "../../../policies/iam/iam-instance-profile-require-one-role";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamInstanceProfileRequireOneRole);
