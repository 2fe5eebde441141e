import { emrSecurityConfigurationLimitMetadataHopLimit } from "../../../policies/emr/emr-security-configuration-limit-metadata-hop-limit";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(emrSecurityConfigurationLimitMetadataHopLimit);
