import { ec2InstanceDisallowCredentialsInUserData } from "../../../policies/ec2/ec2-instance-disallow-credentials-in-user-data";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2InstanceDisallowCredentialsInUserData);
