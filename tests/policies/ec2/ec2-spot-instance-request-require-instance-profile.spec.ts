import { ec2SpotInstanceRequestRequireInstanceProfile } from "../../../policies/ec2/ec2-spot-instance-request-require-instance-profile";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(ec2SpotInstanceRequestRequireInstanceProfile);
