import { compileGlob } from "../pattern/glob";
import { readGlob } from "../pattern/read-template";
import type { ActionCatalogue } from "./action-catalogue";

/**
 * The actions of the catalogue that at least one pattern matches, as `service:Name` in AWS's spelling, sorted and each
 * once. Case does not count. Only services that a pattern can match are loaded: one for `s3:Get*`, all for `*`.
 * Exact over the catalogue; entries that match nothing give nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function expandActions(patterns: readonly string[], catalogue: ActionCatalogue): readonly string[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const glob = globOf(pattern);
    for (const service of candidateServices(pattern, catalogue)) {
      for (const { name } of catalogue.actions(service)) {
        const action = `${service}:${name}`;
        if (glob.matches(action)) found.add(action);
      }
    }
  }
  return [...found].sort();
}

/** Services whose actions a pattern may match: by its text before the first colon, or all when a `*` may cross it. */
function candidateServices(pattern: string, catalogue: ActionCatalogue): readonly string[] {
  const colon = pattern.indexOf(":");
  const head = colon < 0 ? pattern : pattern.slice(0, colon);
  if (!/[*?]/.test(head)) return catalogue.hasService(head) ? [head.toLowerCase()] : [];
  const prefix = head.slice(0, head.search(/[*?]/)).toLowerCase();
  return catalogue.services().filter((service) => `${service}:`.startsWith(prefix));
}

function globOf(pattern: string) {
  return compileGlob(readGlob(pattern), { ignoreCase: true });
}
