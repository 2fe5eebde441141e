import { ec2SpotFleetRequestRequireImdsv2 } from "../../../policies/ec2/ec2-spot-fleet-request-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2SpotFleetRequestRequireImdsv2);
