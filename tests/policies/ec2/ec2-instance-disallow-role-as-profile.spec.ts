import { ec2InstanceDisallowRoleAsProfile } from "../../../policies/ec2/ec2-instance-disallow-role-as-profile";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2InstanceDisallowRoleAsProfile);
