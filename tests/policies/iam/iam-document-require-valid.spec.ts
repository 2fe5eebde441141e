import { iamDocumentRequireValid } from "../../../policies/iam/iam-document-require-valid";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamDocumentRequireValid);
