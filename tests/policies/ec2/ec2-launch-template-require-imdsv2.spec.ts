import { ec2LaunchTemplateRequireImdsv2 } from "../../../policies/ec2/ec2-launch-template-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2LaunchTemplateRequireImdsv2);
