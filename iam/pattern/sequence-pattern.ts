import { compileGlob, type Glob } from "./glob";
import { isOpaque, isOpaqueCharacter, isOpaquePiece } from "./letters";
import {
  ANY_TEXT,
  classWithin,
  fits,
  isAnyText,
  isUnknownPiece,
  pieceKey,
  takesPiece,
  textOf,
  tokensOfPiece,
  type PatternPiece,
  type PatternToken,
} from "./pattern-token";
import type { TemplatePart } from "./template";

/** Texts that match one of the alternatives; none of them: no text. */
export type PatternUnion = readonly SequencePattern[];

/**
 * A sequence of letter classes, each once or repeated: globs, ARNs by segment, texts without regard to case. As an
 * automaton, state i stands before token i and the last state accepts.
 */
export class SequencePattern {
  /** The only text that matches, if there is only one. */
  readonly literal: string | undefined;

  private readTokens: readonly PatternToken[] | undefined;
  private readKey: string | undefined;
  private readSymbolic: boolean | undefined;
  private readWeaker: readonly number[] | undefined;
  private readShortest: readonly number[] | undefined;
  /** Null where the pattern is no glob. */
  private readGlob: Glob | null | undefined;

  constructor(private readonly pieces: readonly PatternPiece[]) {
    this.literal = literalOf(pieces);
  }

  get tokens(): readonly PatternToken[] {
    this.readTokens ??= this.pieces.flatMap(tokensOfPiece);
    return this.readTokens;
  }

  /** Equal for equal patterns. */
  get key(): string {
    this.readKey ??= this.pieces.map(pieceKey).join("");
    return this.readKey;
  }

  /** Whether unknown text stands in it. */
  get isSymbolic(): boolean {
    this.readSymbolic ??= this.pieces.some(isUnknownPiece);
    return this.readSymbolic;
  }

  /** Whether one of its classes names the letter. */
  names(letter: string): boolean {
    return this.pieces.some((piece) => (typeof piece === "string" ? piece : piece.letters).includes(letter));
  }

  /** By state, how many letters a text that matches from there on has at least. */
  get shortest(): readonly number[] {
    this.readShortest ??= shortestFrom(this.tokens);
    return this.readShortest;
  }

  /** For a repeating token, the first state whose remaining texts all lie in those of the token's own state. */
  private get lowestWeaker(): readonly number[] {
    this.readWeaker ??= weakerFrom(this.tokens);
    return this.readWeaker;
  }

  /** Whether the text matches; cost at most the product of the lengths. */
  matches(text: string): boolean {
    if (this.literal !== undefined) return this.literal === text;
    if (this.readGlob === undefined) this.readGlob = globOf(this.pieces) ?? null;
    return this.readGlob === null ? this.matchesByStates(text) : this.readGlob.matches(text);
  }

  private matchesByStates(text: string): boolean {
    const [first] = this.pieces;
    if (typeof first === "string" && !text.startsWith(first)) return false;
    let states = this.start();
    for (const letter of text.split("")) {
      states = this.step(states, letter);
      if (states.length === 0) return false;
    }
    return this.accepts(states);
  }

  start(): readonly number[] {
    return this.settle([0]);
  }

  accepts(states: readonly number[]): boolean {
    return states.at(-1) === this.tokens.length;
  }

  /** The states after one letter, ascending, without those that a later state makes superfluous. */
  step(states: readonly number[], letter: string): readonly number[] {
    const next: number[] = [];
    for (const state of states) {
      const token = this.tokens[state];
      if (token === undefined || !fits(token, letter)) continue;
      next.push(token.repeats ? state : state + 1);
    }
    return this.settle(next);
  }

  /**
   * The states after one letter, where an unknown text may be any text and an unknown character any character: more
   * states than the real value reaches.
   */
  stepLoosely(states: readonly number[], letter: string): readonly number[] {
    const first = states[0];
    if (!isOpaque(letter) || first === undefined) return this.step(states, letter);
    if (isOpaquePiece(letter)) return this.settle(this.withinSegment(states));
    if (!isOpaqueCharacter(letter)) return this.settle(range(first, this.tokens.length));
    const next = states.flatMap((state) => {
      const token = this.tokens[state];
      if (token === undefined) return [];
      return token.repeats ? [state] : [state + 1];
    });
    return this.settle(next);
  }

  /** The states that texts without colons and slashes lead to. */
  private withinSegment(states: readonly number[]): readonly number[] {
    const reached = new Set<number>();
    for (const state of states) {
      let at = state;
      while (!reached.has(at)) {
        reached.add(at);
        const token = this.tokens[at];
        if (token === undefined || !(token.repeats || takesPiece(token))) break;
        at++;
      }
    }
    return [...reached].sort((a, b) => a - b);
  }

  /**
   * Whether every text of `inner` matches, shown by one alignment of the two patterns. Never wrongly true; false although
   * it holds only where this pattern has single-letter classes beside repeating ones.
   */
  includes(inner: SequencePattern): boolean {
    if (inner.literal !== undefined) return this.matches(inner.literal);
    let states = this.start();
    for (const token of inner.tokens) {
      const next: number[] = [];
      for (const state of states) {
        const mine = this.tokens[state];
        if (mine === undefined || (token.repeats && !mine.repeats) || !classWithin(token, mine)) continue;
        next.push(mine.repeats ? state : state + 1);
      }
      if (next.length === 0) return false;
      states = this.settle(next);
    }
    return this.accepts(states);
  }

  /** Whether all texts that match from `state` on match from `stronger` on. */
  covers(stronger: number, state: number): boolean {
    return stronger === state || (stronger > state && state >= (this.lowestWeaker[stronger] ?? stronger));
  }

  /** Adds what is reached without a letter, and drops states whose texts a later state takes too. */
  private settle(states: readonly number[]): readonly number[] {
    const closed: number[] = [];
    for (const state of states) {
      let at = state;
      for (;;) {
        if (at <= (closed.at(-1) ?? -1)) break;
        closed.push(at);
        if (this.tokens[at]?.repeats !== true) break;
        at++;
      }
    }
    return closed.length < 2 ? closed : this.dropWeaker(closed);
  }

  private dropWeaker(ascending: readonly number[]): readonly number[] {
    const kept: number[] = [];
    let droppedFrom = this.tokens.length + 1;
    for (let index = ascending.length - 1; index >= 0; index--) {
      const state = ascending[index] ?? 0;
      if (state >= droppedFrom) continue;
      kept.push(state);
      if (this.tokens[state]?.repeats === true) droppedFrom = this.lowestWeaker[state] ?? state;
    }
    return kept.reverse();
  }
}

function weakerFrom(tokens: readonly PatternToken[]): readonly number[] {
  return tokens.map((token, index) => {
    let lowest = index;
    while (token.repeats && lowest > 0 && classWithin(tokens[lowest - 1] ?? ANY_TEXT, token)) lowest--;
    return lowest;
  });
}

function shortestFrom(tokens: readonly PatternToken[]): readonly number[] {
  const shortest = new Array<number>(tokens.length + 1).fill(0);
  for (let state = tokens.length - 1; state >= 0; state--) {
    shortest[state] = (shortest[state + 1] ?? 0) + (tokens[state]?.repeats === true ? 0 : 1);
  }
  return shortest;
}

/** The pattern as a glob, which matches faster, where it is of single letters and `*` alone. */
function globOf(pieces: readonly PatternPiece[]): Glob | undefined {
  const parts: TemplatePart[] = [];
  for (const piece of pieces) {
    const text = textOf(piece);
    if (text !== undefined) parts.push({ kind: "literal", text });
    else if (isAnyText(piece)) parts.push({ kind: "anyString" });
    else return undefined;
  }
  return compileGlob(parts);
}

function literalOf(pieces: readonly PatternPiece[]): string | undefined {
  let literal = "";
  for (const piece of pieces) {
    const text = textOf(piece);
    if (text === undefined) return undefined;
    literal += text;
  }
  return literal;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
