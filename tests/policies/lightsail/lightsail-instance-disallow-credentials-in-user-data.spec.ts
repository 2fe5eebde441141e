import { lightsailInstanceDisallowCredentialsInUserData } from "../../../policies/lightsail/lightsail-instance-disallow-credentials-in-user-data";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(lightsailInstanceDisallowCredentialsInUserData);
