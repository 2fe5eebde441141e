import { ec2InstanceMetadataDefaultsRequireImdsv2 } from "../../../policies/ec2/ec2-instance-metadata-defaults-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2InstanceMetadataDefaultsRequireImdsv2);
