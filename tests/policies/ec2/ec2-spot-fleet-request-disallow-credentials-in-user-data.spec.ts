import { ec2SpotFleetRequestDisallowCredentialsInUserData } from "../../../policies/ec2/ec2-spot-fleet-request-disallow-credentials-in-user-data";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2SpotFleetRequestDisallowCredentialsInUserData);
