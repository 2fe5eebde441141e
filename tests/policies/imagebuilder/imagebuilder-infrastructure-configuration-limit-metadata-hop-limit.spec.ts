import { imagebuilderInfrastructureConfigurationLimitMetadataHopLimit } from "../../../policies/imagebuilder/imagebuilder-infrastructure-configuration-limit-metadata-hop-limit";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(imagebuilderInfrastructureConfigurationLimitMetadataHopLimit);
