import { ec2LaunchConfigurationRequireImdsv2 } from "../../../policies/ec2/ec2-launch-configuration-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2LaunchConfigurationRequireImdsv2);
