import { z } from "zod";

import { flag, type Plan, problemsOf } from "./plan";
import { regionSchema, unlistedRegion } from "./region-plan";

/** The arguments of an InstanceMetadataDefaults with every output resolved, or standing as a symbol. */
export interface InstanceMetadataDefaultsInput {
  readonly containers?: unknown;
  readonly region?: unknown;
}

const argumentsSchema = z.object({ containers: flag.optional(), region: regionSchema.optional() });

/** Decides whether the defaults can be set, or refuses the arguments with every problem. */
export function planInstanceMetadataDefaults(input: InstanceMetadataDefaultsInput): Plan<null> {
  const problems = problemsOf(argumentsSchema, input);
  return problems.length > 0
    ? { kind: "refused", problems }
    : { kind: "planned", plan: null, warnings: unlistedRegion("region", input.region) };
}
