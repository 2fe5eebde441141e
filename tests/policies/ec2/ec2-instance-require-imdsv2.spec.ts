import { ec2InstanceRequireImdsv2 } from "../../../policies/ec2/ec2-instance-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2InstanceRequireImdsv2);
