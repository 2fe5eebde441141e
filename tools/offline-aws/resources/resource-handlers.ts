import type { ResourceHandler } from "./resource-handler";

/** The types that can be created, each with a function that loads its handler on first use. */
const HANDLERS: Readonly<Record<string, () => Promise<ResourceHandler>>> = {};

/**
 * The handler of a resource type.
 *
 * @throws UnsupportedTypeError for a type that the stand-in can only preview
 */
export function resourceHandler(typeToken: string): Promise<ResourceHandler> {
  const load = HANDLERS[typeToken];
  if (load === undefined) throw new UnsupportedTypeError(typeToken);
  return load();
}

/** Thrown for a type that the stand-in can only preview; the message names it. */
export class UnsupportedTypeError extends Error {
  constructor(typeToken: string) {
    super(
      `the offline AWS provider can preview \`${typeToken}\` but not create or read it: ` +
        `use an AWS account, or leave it out; it creates ${Object.keys(HANDLERS).length} types, listed in ` +
        "tools/offline-aws/README.md",
    );
  }
}
