import { iamDocumentRequirePublishedMatch } from "../../../policies/iam/iam-document-require-published-match";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamDocumentRequirePublishedMatch);
