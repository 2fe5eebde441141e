import { SymbolicPattern } from "../condition/symbolic-pattern";
import type { SymbolPattern } from "../condition/value-reading";
import { or, type Outcome } from "../outcome";
import { compileGlob, type Glob } from "../pattern/glob";
import { readGlob, readTemplate } from "../pattern/read-template";
import { literalText } from "../pattern/template";
import type { RequestView } from "./request-view";

/**
 * The entries of one Action or NotAction element, indexed by service. An entry without a service and an action, but for
 * `*`, matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export class ActionMatcher {
  private matchesEverything = false;
  private readonly exact = new Set<string>();
  private readonly globsByService = new Map<string, Glob[]>();
  private readonly otherGlobs: Glob[] = [];
  private readonly symbolic: SymbolicPattern[] = [];

  constructor(entries: readonly string[], symbols: readonly SymbolPattern[], pointer: string) {
    for (const entry of entries) this.add(entry, symbols, pointer);
  }

  /** Whether an entry matches the request's action; without regard to case. */
  matches(view: RequestView): Outcome {
    if (this.matchesEverything || this.exact.has(view.action)) return true;
    if (anyMatches(this.globsByService.get(view.service), view.action)) return true;
    if (anyMatches(this.otherGlobs, view.action)) return true;
    let result: Outcome = false;
    for (const pattern of this.symbolic) {
      const matching = pattern.matches(view.action, view);
      result = or(result, typeof matching === "string" ? false : matching);
    }
    return result;
  }

  private add(entry: string, symbols: readonly SymbolPattern[], pointer: string): void {
    const { parts } = readTemplate(entry, { wildcards: true, variables: false, symbolCount: symbols.length });
    if (parts.length === 1 && parts[0]?.kind === "anyString") this.matchesEverything = true;
    else if (parts.some(({ kind }) => kind === "symbol")) {
      this.symbolic.push(new SymbolicPattern(parts, symbols, pointer, true));
    } else if (isActionPattern(entry)) this.addPlain(entry.toLowerCase());
  }

  private addPlain(entry: string): void {
    const parts = readGlob(entry);
    const literal = literalText(parts);
    if (literal !== undefined) {
      this.exact.add(literal);
      return;
    }
    const service = entry.slice(0, entry.indexOf(":"));
    if (/[*?]/.test(service)) this.otherGlobs.push(compileGlob(parts));
    else this.globsByService.set(service, [...(this.globsByService.get(service) ?? []), compileGlob(parts)]);
  }
}

/** Whether an entry names a service and an action; `s3:` and `s3` do not. */
export function isActionPattern(entry: string): boolean {
  const colon = entry.indexOf(":");
  return colon > 0 && colon < entry.length - 1;
}

function anyMatches(globs: readonly Glob[] | undefined, text: string): boolean {
  if (globs === undefined) return false;
  for (const glob of globs) if (glob.matches(text)) return true;
  return false;
}
