import { ec2InstanceLimitMetadataHopLimit } from "../../../policies/ec2/ec2-instance-limit-metadata-hop-limit";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2InstanceLimitMetadataHopLimit);
