import { ec2FleetRequireImdsv2 } from "../../../policies/ec2/ec2-fleet-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2FleetRequireImdsv2);
