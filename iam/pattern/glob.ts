import { InvariantError } from "../errors";
import { lowerCase } from "./letters";
import type { TemplatePart } from "./template";

/** A run between two `*`: its text, and a mask that marks the positions at which any character fits. */
interface Chunk {
  readonly text: string;
  /** Absent when the chunk holds no `?`. */
  readonly anyAt?: readonly boolean[];
}

/**
 * A pattern of text, `*` and `?`, ready to match. Exact; the cost of a match is at most the pattern's length times the
 * text's, and near the text's length for patterns without `?`. There is no backtracking: between two `*` the leftmost
 * place is always right.
 */
export interface Glob {
  matches(text: string): boolean;
}

/**
 * Compiles parts without variables and symbols.
 * With `ignoreCase`, pattern and text are compared in lower case.
 * @throws InvariantError when a part is a variable or a symbol: resolve these first.
 */
export function compileGlob(parts: readonly TemplatePart[], options: { readonly ignoreCase?: boolean } = {}): Glob {
  const chunks = cutIntoChunks(parts, options.ignoreCase === true);
  const glob = chooseGlob(chunks);
  return options.ignoreCase === true ? new IgnoreCaseGlob(glob) : glob;
}

function chooseGlob(chunks: readonly Chunk[]): Glob {
  const [first, second] = chunks;
  if (first === undefined) throw new InvariantError("a glob has at least one chunk");
  const isSimple = chunks.every((chunk) => chunk.anyAt === undefined);
  if (isSimple && chunks.length === 1) return new ExactGlob(first.text);
  if (isSimple && chunks.length === 2 && second?.text === "") return new PrefixGlob(first.text);
  return new ChunkGlob(chunks);
}

/** One chunk more than there are `*`: the outer two are anchored to the ends of the text. */
function cutIntoChunks(parts: readonly TemplatePart[], lower: boolean): Chunk[] {
  const chunks: Chunk[] = [];
  let text = "";
  let anyAt: boolean[] | undefined;
  const close = (): void => {
    chunks.push(anyAt === undefined ? { text } : { text, anyAt });
    text = "";
    anyAt = undefined;
  };
  for (const part of parts) {
    if (part.kind === "literal") text += lower ? lowerCase(part.text) : part.text;
    else if (part.kind === "anyString") close();
    else if (part.kind === "anyChar") {
      anyAt ??= [];
      anyAt[text.length] = true;
      text += "?";
    } else throw new InvariantError(`a glob holds no ${part.kind}`);
  }
  close();
  return chunks;
}

class ExactGlob implements Glob {
  constructor(private readonly text: string) {}

  matches(text: string): boolean {
    return text === this.text;
  }
}

class PrefixGlob implements Glob {
  constructor(private readonly prefix: string) {}

  matches(text: string): boolean {
    return text.startsWith(this.prefix);
  }
}

class IgnoreCaseGlob implements Glob {
  constructor(private readonly glob: Glob) {}

  matches(text: string): boolean {
    return this.glob.matches(lowerCase(text));
  }
}

class ChunkGlob implements Glob {
  private readonly first: Chunk;
  private readonly last: Chunk;
  private readonly shortest: number;

  constructor(private readonly chunks: readonly Chunk[]) {
    this.first = chunkAt(chunks, 0);
    this.last = chunkAt(chunks, chunks.length - 1);
    this.shortest = chunks.reduce((sum, chunk) => sum + chunk.text.length, 0);
  }

  matches(text: string): boolean {
    const end = text.length - this.last.text.length;
    if (text.length < this.shortest || !fitsAt(this.first, text, 0)) return false;
    if (this.chunks.length === 1) return text.length === this.shortest;
    if (!fitsAt(this.last, text, end)) return false;
    let from = this.first.text.length;
    for (let index = 1; index < this.chunks.length - 1; index++) {
      const chunk = chunkAt(this.chunks, index);
      const at = findFrom(chunk, text, from, end);
      if (at < 0) return false;
      from = at + chunk.text.length;
    }
    return from <= end;
  }
}

function chunkAt(chunks: readonly Chunk[], index: number): Chunk {
  const chunk = chunks[index];
  if (chunk === undefined) throw new InvariantError("chunk index out of range");
  return chunk;
}

/** Leftmost place at or after `from` where the chunk fits before `end`, else -1. */
function findFrom(chunk: Chunk, text: string, from: number, end: number): number {
  const last = end - chunk.text.length;
  if (chunk.anyAt === undefined) {
    const at = text.indexOf(chunk.text, from);
    return at <= last ? at : -1;
  }
  for (let at = from; at <= last; at++) if (fitsAt(chunk, text, at)) return at;
  return -1;
}

function fitsAt(chunk: Chunk, text: string, at: number): boolean {
  if (chunk.anyAt === undefined) return text.startsWith(chunk.text, at);
  if (at + chunk.text.length > text.length) return false;
  for (let index = 0; index < chunk.text.length; index++) {
    if (chunk.anyAt[index] !== true && chunk.text.charCodeAt(index) !== text.charCodeAt(at + index)) return false;
  }
  return true;
}
