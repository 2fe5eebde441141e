import { ec2AmiRequireImdsv2 } from "../../../policies/ec2/ec2-ami-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2AmiRequireImdsv2);
