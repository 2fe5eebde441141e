import { ec2SpotInstanceRequestDisallowCredentialsInUserData } from "../../../policies/ec2/ec2-spot-instance-request-disallow-credentials-in-user-data";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2SpotInstanceRequestDisallowCredentialsInUserData);
