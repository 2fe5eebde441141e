/** More different entries than this in a folder make it one pattern. */
export const FOLDER_ENTRIES = 10;

/** Segments of an ARN at `/` that are told apart; what lies deeper is one pattern. */
const DEPTH = 6;

interface Node {
  children: Map<string, Node> | undefined;
  isLeaf: boolean;
}

/**
 * Resources as a tree of their segments at `/`. A folder with more than `FOLDER_ENTRIES` different entries becomes `folder/*`, and so
 * does what lies deeper than six segments; others stay apart. The first segment (`arn:aws:s3:::bucket`) is never generalised.
 * The result does not depend on the order; the size is bounded whatever is added.
 */
export class ResourceTree {
  private readonly roots = new Map<string, Node>();

  /** Adds an ARN as a policy names it: `*` and `?` in it are wildcards already. */
  add(pattern: string): void {
    const [root = "", ...segments] = pattern.split("/");
    let node = this.roots.get(root) ?? newNode();
    this.roots.set(root, node);
    for (const [index, segment] of segments.entries()) {
      if (node.children === undefined) return;
      if (index >= DEPTH) {
        node.children = undefined;
        return;
      }
      let child = node.children.get(segment);
      if (child === undefined) {
        if (node.children.size >= FOLDER_ENTRIES) {
          node.children = undefined;
          return;
        }
        child = newNode();
        node.children.set(segment, child);
      }
      node = child;
    }
    node.isLeaf = true;
  }

  /** The patterns, sorted: together they match all that was added. */
  patterns(): readonly string[] {
    return [...this.roots].flatMap(([root, node]) => patternsOf(root, node)).sort();
  }
}

function newNode(): Node {
  return { children: new Map(), isLeaf: false };
}

function patternsOf(path: string, { children, isLeaf }: Node): readonly string[] {
  const own = isLeaf ? [path] : [];
  if (children === undefined) return [...own, `${path}/*`];
  return [...own, ...[...children].flatMap(([segment, child]) => patternsOf(`${path}/${segment}`, child))];
}
