import { ec2LaunchConfigurationLimitMetadataHopLimit } from "../../../policies/ec2/ec2-launch-configuration-limit-metadata-hop-limit";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2LaunchConfigurationLimitMetadataHopLimit);
