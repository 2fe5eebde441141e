import { ec2SpotInstanceRequestRequireImdsv2 } from "../../../policies/ec2/ec2-spot-instance-request-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2SpotInstanceRequestRequireImdsv2);
