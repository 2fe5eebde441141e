import { iamUserDisallowAccessKey } from "../../../policies/iam/iam-user-disallow-access-key";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamUserDisallowAccessKey);
