import { ec2LaunchTemplateDisallowCredentialsInUserData } from "../../../policies/ec2/ec2-launch-template-disallow-credentials-in-user-data";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2LaunchTemplateDisallowCredentialsInUserData);
