import { iamInstanceProfileRequireEc2Trust } from "../../../policies/iam/iam-instance-profile-require-ec2-trust";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(iamInstanceProfileRequireEc2Trust);
