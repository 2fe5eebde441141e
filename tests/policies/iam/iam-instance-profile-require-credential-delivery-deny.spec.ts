import { iamInstanceProfileRequireCredentialDeliveryDeny } from "../../../policies/iam/iam-instance-profile-require-credential-delivery-deny";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamInstanceProfileRequireCredentialDeliveryDeny);
