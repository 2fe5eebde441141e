import { ec2LaunchTemplateLimitMetadataHopLimit } from "../../../policies/ec2/ec2-launch-template-limit-metadata-hop-limit";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2LaunchTemplateLimitMetadataHopLimit);
