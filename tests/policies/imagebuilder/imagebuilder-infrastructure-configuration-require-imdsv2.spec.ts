import { imagebuilderInfrastructureConfigurationRequireImdsv2 } from "../../../policies/imagebuilder/imagebuilder-infrastructure-configuration-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(imagebuilderInfrastructureConfigurationRequireImdsv2);
