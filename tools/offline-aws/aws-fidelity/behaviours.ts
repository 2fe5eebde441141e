import type { Behaviour } from "./behaviour";
import { instanceMetadataDefaults } from "./behaviours/instance-metadata-defaults";
import { instanceRefresh } from "./behaviours/instance-refresh";
import { instanceProfileNames } from "./behaviours/instance-profile-names";
import { instanceProfileReplacement } from "./behaviours/instance-profile-replacement";
import { launchTemplateMetadataOptions } from "./behaviours/launch-template-metadata-options";
import { metadataOptionsKept } from "./behaviours/metadata-options-kept";
import { policySimulation } from "./behaviours/policy-simulation";

/**
 * All behaviours that the layer adds to moto, in the order in which they see a request: a launch template's options come
 * before the account's defaults, as AWS ranks them.
 */
export function behaviours(): readonly Behaviour[] {
  return [
    instanceProfileNames,
    instanceProfileReplacement,
    launchTemplateMetadataOptions,
    instanceMetadataDefaults(),
    metadataOptionsKept,
    instanceRefresh(),
    policySimulation,
  ];
}
