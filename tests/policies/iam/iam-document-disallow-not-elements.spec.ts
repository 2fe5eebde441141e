import { iamDocumentDisallowNotElements } from "../../../policies/iam/iam-document-disallow-not-elements";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamDocumentDisallowNotElements);
