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
  const tokens = pointer.split("/").slice(1);
  const scanner = new JsonScanner(text);
  let offset = scanner.skipSpace(0);
  for (const token of tokens) {
    const next = scanner.find(offset, token.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (next === undefined) break;
    offset = next;
  }
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

/** Walks over text that is known to be JSON. */
class JsonScanner {
  constructor(private readonly text: string) {}

  skipSpace(at: number): number {
    let offset = at;
    while (/\s/.test(this.text[offset] ?? "")) offset++;
    return offset;
  }

  /** Offset of a member or item of the value that begins at `at`. */
  find(at: number, token: string): number | undefined {
    const open = this.text[at];
    if (open !== "{" && open !== "[") return undefined;
    let offset = this.skipSpace(at + 1);
    for (let index = 0; this.text[offset] !== "}" && this.text[offset] !== "]" && offset < this.text.length; index++) {
      let key = String(index);
      if (open === "{") {
        const end = this.endOfString(offset);
        key = JSON.parse(this.text.slice(offset, end)) as string;
        offset = this.skipSpace(this.skipSpace(end) + 1);
      }
      if (key === token) return offset;
      offset = this.skipSpace(this.endOfValue(offset));
      if (this.text[offset] === ",") offset = this.skipSpace(offset + 1);
    }
    return undefined;
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
