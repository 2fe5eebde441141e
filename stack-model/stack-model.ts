import type { StackDocument } from "./stack-document";
import { collectStackDocuments } from "./stack-documents";
import { StackIndex } from "./stack-index";
import { collectPrincipals, type StackPrincipal, type StackPrincipals } from "./stack-principals";
import type { StackResource } from "./stack-resource";

/** The resources of one stack with what they mean together; each part is made when it is first asked for. */
export class StackModel {
  readonly index: StackIndex;
  private madeDocuments: readonly StackDocument[] | undefined;
  private madePrincipals: StackPrincipals | undefined;
  private madeHolders: ReadonlyMap<StackDocument, readonly StackPrincipal[]> | undefined;

  constructor(readonly resources: readonly StackResource[]) {
    this.index = new StackIndex(resources);
  }

  /** The identity-based and trust policies, each with what is known of it. */
  get documents(): readonly StackDocument[] {
    this.madeDocuments ??= collectStackDocuments(this.index);
    return this.madeDocuments;
  }

  /** Roles, users and groups with their policies. */
  get principals(): StackPrincipals {
    this.madePrincipals ??= collectPrincipals(this.index, this.documents);
    return this.madePrincipals;
  }

  /** The principals that hold a document. */
  holdersOf(document: StackDocument): readonly StackPrincipal[] {
    this.madeHolders ??= invert(this.principals.principals);
    return this.madeHolders.get(document) ?? [];
  }
}

function invert(principals: readonly StackPrincipal[]): ReadonlyMap<StackDocument, readonly StackPrincipal[]> {
  const holders = new Map<StackDocument, StackPrincipal[]>();
  for (const principal of principals) {
    for (const document of principal.documents) {
      const found = holders.get(document);
      if (found === undefined) holders.set(document, [principal]);
      else found.push(principal);
    }
  }
  return holders;
}

/** Models that are kept: policies read the properties of several sets of types. */
const KEPT_MODELS = 4;
let models: readonly StackModel[] = [];

/**
 * The model of a stack. Policies get copies of the same resources one after the other; the last models are kept and given
 * again where nothing in their resources is different.
 */
export function stackModelOf(resources: readonly StackResource[]): StackModel {
  const known = models.find((model) => areSame(model.resources, resources)) ?? new StackModel(resources);
  models = [known, ...models.filter((model) => model !== known)].slice(0, KEPT_MODELS);
  return known;
}

function areSame(a: readonly StackResource[], b: readonly StackResource[]): boolean {
  return a.length === b.length && a.every((one, index) => isSame(one, b[index]));
}

/** Whether two values are the same, order of keys included. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([key, value], index) => key === right[index]?.[0] && isSame(value, right[index][1]))
  );
}
