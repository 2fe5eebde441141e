import { ec2InstanceMetadataDefaultsRequirePresence } from "../../../policies/ec2/ec2-instance-metadata-defaults-require-presence";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2InstanceMetadataDefaultsRequirePresence);
