import { ec2LaunchConfigurationDisallowUse } from "../../../policies/ec2/ec2-launch-configuration-disallow-use";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2LaunchConfigurationDisallowUse);
