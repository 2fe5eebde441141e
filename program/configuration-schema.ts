import { z } from "zod";

import type { Problem } from "../components/plan";

/** The name of something in the configuration. */
export const name = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, { message: "expected a name of at most 64 letters, digits and `+=,.@_-`" });

/** The problem of a name at `property` that is none of the `known` ones; none where no name is given. */
export function refer(
  property: string,
  given: string | undefined,
  kind: string,
  known: readonly string[],
): readonly Problem[] {
  return given === undefined || known.includes(given)
    ? []
    : [{ property, message: `got \`${given}\`, expected the name of one of the ${kind}: ${list(known)}` }];
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "there are none" : names.map((known) => `\`${known}\``).join(", ");
}
