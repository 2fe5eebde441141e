import { ResourceTree } from "./resource-tree";

/** How the resources of a proposal are named: each, by folders, or by the type of the resource. */
export type ResourceMode = "exact" | "prefix" | "type";

/** Different resources of one action that are named one by one: no policy holds more. */
export const EXACT_RESOURCES = 500;

/** The resources on which an action was used under one resource of an old statement. */
export class UsedResources {
  private readonly exact = new Set<string>();
  private readonly tree = new ResourceTree();
  private readonly types = new Set<string>();
  private hasMore = false;
  /** All of the old resource stays: it is not narrowed to a part. */
  isWhole = false;

  constructor(private readonly old: string) {}

  /** Adds a resource as a policy names it, and what stands for all of its type. */
  add(pattern: string, typePattern: string): void {
    this.isWhole ||= pattern === this.old;
    this.tree.add(pattern);
    this.types.add(typePattern);
    if (this.exact.has(pattern)) return;
    if (this.exact.size < EXACT_RESOURCES) this.exact.add(pattern);
    else this.hasMore = true;
  }

  /** The patterns of a mode, sorted; undefined when there are too many to name. */
  patterns(mode: ResourceMode): readonly string[] | undefined {
    if (mode === "prefix") return this.tree.patterns();
    if (mode === "type") return [...this.types].sort();
    return this.hasMore ? undefined : [...this.exact].sort();
  }
}
