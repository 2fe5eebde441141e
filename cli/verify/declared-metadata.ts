import type { StateResource } from "../stack-state";
import { isSecret } from "../stack-state";
import type { DeclaredIdentity } from "./expectation";
import { notReadOf, secretDeclaration } from "./expectation";

/** What a resource declares of the metadata service: the endpoint where it is off, and the hop limit where one is given. */
export type DeclaredMetadata = Pick<DeclaredIdentity, "httpEndpoint" | "httpPutResponseHopLimit" | "notRead">;

/** Returns what the `metadataOptions` of an instance or a launch template say; tokens are required whatever they say. */
export function declaredMetadata({ inputs }: StateResource): DeclaredMetadata {
  const options = inputs?.["metadataOptions"];
  const [endpoint, hops] = isSecret(options) ? [options, options] : membersOf(options);
  return {
    ...(endpoint === "disabled" ? { httpEndpoint: endpoint } : {}),
    ...(typeof hops === "number" ? { httpPutResponseHopLimit: hops } : {}),
    ...notReadOf([
      ...(isSecret(endpoint) ? [secretDeclaration("metadata-endpoint-enabled", "the endpoint's setting")] : []),
      ...(isSecret(hops) ? [secretDeclaration("metadata-hop-limit", "the hop limit")] : []),
    ]),
  };
}

function membersOf(options: unknown): readonly [endpoint: unknown, hops: unknown] {
  const { httpEndpoint, httpPutResponseHopLimit } = (options ?? {}) as Readonly<Record<string, unknown>>;
  return [httpEndpoint, httpPutResponseHopLimit];
}
