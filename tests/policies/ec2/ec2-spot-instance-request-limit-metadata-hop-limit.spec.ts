import { ec2SpotInstanceRequestLimitMetadataHopLimit } from "../../../policies/ec2/ec2-spot-instance-request-limit-metadata-hop-limit";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2SpotInstanceRequestLimitMetadataHopLimit);
