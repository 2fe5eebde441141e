import type { NamedPolicy } from "../document/policy-document";
import { substituteSymbols } from "../document/substitute-symbols";
import type { ApplicablePolicies } from "./authorization-request";
import type { CompiledPolicies } from "./compile-policies";
import { allPolicies, mapPolicies } from "./map-policies";
import { hasBoundaryInEffect } from "./policies-in-effect";
import type { RequestView } from "./request-view";
import { SymbolDomain } from "./symbol-values";
import { undecidedComparisons, type SymbolComparison } from "./undecided-comparisons";

/**
 * The policies with values in place of their symbols, once for every way in which the values can matter to the request:
 * whatever the values are, one of the cases decides as they would. None where the ways cannot be told (a symbol in an
 * action, a principal, a number, a text without case), and when there is no symbol; `tooMany` when there are more than `most`.
 */
// INVARIANT: a value that is not in a symbol's domain makes no comparison with the symbol match, as the last one of the domain.
export function symbolCases(
  view: RequestView,
  compiled: CompiledPolicies,
  most: number,
): readonly ApplicablePolicies[] | "tooMany" {
  const policies = allPolicies(compiled.source);
  const domains = domainsOf(policies);
  if (domains.size === 0) return [];
  const hasBoundary = hasBoundaryInEffect(view, compiled);
  for (const statement of compiled.statements) {
    const comparisons = undecidedComparisons(statement, view, hasBoundary);
    if (comparisons === undefined) return [];
    if (!comparisons.every((comparison) => addValues(comparison, domains, most))) return "tooMany";
  }
  const cases = combinations(domains, most);
  if (cases === "tooMany") return cases;
  return cases.map((values) =>
    mapPolicies(compiled.source, ({ id, document }) => ({ id, document: substituteSymbols(document, values) })),
  );
}

type Domains = ReadonlyMap<string, SymbolDomain>;

function domainsOf(policies: readonly NamedPolicy[]): Domains {
  const patterns = new Map<string, string[]>();
  for (const { id, pattern } of policies.flatMap(({ document }) => document.symbols)) {
    patterns.set(id, [...(patterns.get(id) ?? []), pattern ?? "*"]);
  }
  return new Map([...patterns].map(([id, list]) => [id, new SymbolDomain(list)]));
}

/** For a symbol that stands twice in a value, its first place says enough: it can only have values that fit there. */
function addValues(comparison: SymbolComparison, domains: Domains, most: number): boolean {
  const seen = new Set<number>();
  return comparison.parts.every((part, at) => {
    if (part.kind !== "symbol" || seen.has(part.index)) return true;
    seen.add(part.index);
    const domain = domains.get(comparison.symbols[part.index]?.id ?? "");
    return domain !== undefined && domain.add(comparison, at, most);
  });
}

function combinations(domains: Domains, most: number): readonly ReadonlyMap<string, string>[] | "tooMany" {
  let all: readonly ReadonlyMap<string, string>[] = [new Map()];
  for (const [id, domain] of domains) {
    const values = domain.all();
    if (values === undefined) return [];
    if (all.length * values.length > most) return "tooMany";
    all = all.flatMap((chosen) => values.map((value) => new Map([...chosen, [id, value]])));
  }
  return all;
}
