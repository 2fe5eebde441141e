import { iamRoleLimitDocumentSize } from "../../../policies/iam/iam-role-limit-document-size";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamRoleLimitDocumentSize);
