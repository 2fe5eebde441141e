import { ec2InstanceRequireInstanceProfile } from "../../../policies/ec2/ec2-instance-require-instance-profile";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2InstanceRequireInstanceProfile);
