/** A place in a text; both count from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds where the value at a JSON pointer begins in the JSON text it was parsed from; where the pointer leads to nothing,
 * the last value on its way. Linear in the text.
 */
export function locatePointer(text: string, pointer: string): TextPosition {
  return new PointerLocator(text).locate(pointer);
}

/** `locatePointer` for many pointers into one text: each object and list is read once. */
export class PointerLocator {
  private readonly scanner: JsonScanner;
  private readonly children = new Map<number, ReadonlyMap<string, number>>();
  private readonly lineStarts: readonly number[];

  constructor(text: string) {
    this.scanner = new JsonScanner(text);
    this.lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  }

  locate(pointer: string): TextPosition {
    let offset = this.scanner.skipSpace(0);
    for (const token of pointer.split("/").slice(1)) {
      const next = this.childrenAt(offset).get(token.replaceAll("~1", "/").replaceAll("~0", "~"));
      if (next === undefined) break;
      offset = next;
    }
    return this.positionOf(offset);
  }

  private childrenAt(offset: number): ReadonlyMap<string, number> {
    let children = this.children.get(offset);
    if (children === undefined) {
      children = this.scanner.childrenAt(offset);
      this.children.set(offset, children);
    }
    return children;
  }

  /** The last line that begins at or before the offset, by halving. */
  private positionOf(offset: number): TextPosition {
    let [line, after] = [0, this.lineStarts.length];
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) line = middle;
      else after = middle;
    }
    return { line: line + 1, column: offset - (this.lineStarts[line] ?? 0) + 1 };
  }
}

/** Walks over text that is known to be JSON. */
class JsonScanner {
  constructor(private readonly text: string) {}

  skipSpace(at: number): number {
    let offset = at;
    while (/\s/.test(this.text[offset] ?? "")) offset++;
    return offset;
  }

  /** Offsets of the members or items of the value that begins at `at`; of a key that stands twice, the first. */
  childrenAt(at: number): ReadonlyMap<string, number> {
    const children = new Map<string, number>();
    const open = this.text[at];
    if (open !== "{" && open !== "[") return children;
    let offset = this.skipSpace(at + 1);
    for (let index = 0; this.text[offset] !== "}" && this.text[offset] !== "]" && offset < this.text.length; index++) {
      let key = String(index);
      if (open === "{") {
        const end = this.endOfString(offset);
        key = JSON.parse(this.text.slice(offset, end)) as string;
        offset = this.skipSpace(this.skipSpace(end) + 1);
      }
      if (!children.has(key)) children.set(key, offset);
      offset = this.skipSpace(this.endOfValue(offset));
      if (this.text[offset] === ",") offset = this.skipSpace(offset + 1);
    }
    return children;
  }

  private endOfString(at: number): number {
    let offset = at + 1;
    while (offset < this.text.length && this.text[offset] !== '"') offset += this.text[offset] === "\\" ? 2 : 1;
    return offset + 1;
  }

  private endOfValue(at: number): number {
    let depth = 0;
    let offset = at;
    do {
      const character = this.text[offset];
      if (character === '"') offset = this.endOfString(offset);
      else {
        if (character === "{" || character === "[") depth++;
        if (character === "}" || character === "]") depth--;
        offset = /[{}[\],:\s]/.test(character ?? "") ? offset + 1 : this.endOfScalar(offset);
      }
    } while (depth > 0 && offset < this.text.length);
    return offset;
  }

  private endOfScalar(at: number): number {
    let offset = at;
    while (offset < this.text.length && !/[{}[\],:\s"]/.test(this.text[offset] ?? "")) offset++;
    return Math.max(offset, at + 1);
  }
}
