/** The parts of a URN that the provider works with. */
export interface ResourceUrn {
  readonly typeToken: string;
  readonly logicalName: string;
}

/**
 * The type and the logical name in a URN (`urn:pulumi:stack::project::parent$type::name`).
 *
 * @throws RangeError if the text is no URN
 */
export function parseUrn(urn: string): ResourceUrn {
  const [, , types, ...name] = urn.split("::");
  const typeToken = types?.split("$").at(-1);
  if (typeToken === undefined || name.length === 0) throw new RangeError(`\`${urn}\` is not the URN of a resource`);
  return { typeToken, logicalName: name.join("::") };
}
