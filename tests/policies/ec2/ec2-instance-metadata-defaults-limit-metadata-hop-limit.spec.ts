import { ec2InstanceMetadataDefaultsLimitMetadataHopLimit } from "../../../policies/ec2/ec2-instance-metadata-defaults-limit-metadata-hop-limit";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2InstanceMetadataDefaultsLimitMetadataHopLimit);
