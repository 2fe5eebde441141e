import { emrSecurityConfigurationRequireImdsv2 } from "../../../policies/emr/emr-security-configuration-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(emrSecurityConfigurationRequireImdsv2);
