import { ec2LaunchConfigurationDisallowCredentialsInUserData } from "../../../policies/ec2/ec2-launch-configuration-disallow-credentials-in-user-data";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2LaunchConfigurationDisallowCredentialsInUserData);
