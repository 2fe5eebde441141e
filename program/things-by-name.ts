import * as pulumi from "@pulumi/pulumi";

/** What the configuration has made, by the names that it has there. */
export type ByName<T> = ReadonlyMap<string, T>;

/** @throws pulumi.RunError that lists the names there are, if there is no such thing. */
export function existing<T>(things: ByName<T>, name: string): T {
  const thing = things.get(name);
  if (thing === undefined) {
    throw new pulumi.RunError(
      `got \`${name}\`, expected one of ${[...things.keys()].map((known) => `\`${known}\``).join(", ")}`,
    );
  }
  return thing;
}
