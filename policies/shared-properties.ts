import { createRequire } from "node:module";

/** The part of the policy SDK that reads the properties of a resource from a request. */
interface Deserialize {
  deserializeProperties: (struct: object, proxySecrets: boolean) => unknown;
}

const load = createRequire(__filename);
const shared = new WeakSet<object>();

/**
 * Lets the policies of a pack share the properties that the policy SDK reads for them: it reads those of all resources of a
 * stack anew for each stack policy, which in a large stack takes longer than all judgements. Does nothing where the SDK is
 * built differently. Only reads without secrets are shared: what remediations change is read for them alone.
 */
// ASSUMPTION: docs/adr/0091-policies-share-what-the-sdk-reads.md
export function shareProperties(): void {
  const sdk = load("@pulumi/policy/deserialize") as Partial<Deserialize>;
  const { deserializeProperties: read } = sdk;
  if (read === undefined || shared.has(sdk)) return;
  shared.add(sdk);
  const known = new WeakMap<object, unknown>();
  sdk.deserializeProperties = (struct, proxySecrets) => {
    if (proxySecrets) return read(struct, proxySecrets);
    if (!known.has(struct)) known.set(struct, read(struct, proxySecrets));
    return known.get(struct);
  };
}
