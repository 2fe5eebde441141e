import { readSymbolPattern } from "../arn/symbol-pattern";
import { LimitExceededError } from "../errors";
import { OPAQUE_LETTERS, OPAQUE_PIECES, opaqueCharacter, opaquePiece, opaqueText } from "../pattern/letters";
import { readGlob } from "../pattern/read-template";
import { literalTokens, singleLetter, type PatternToken } from "../pattern/pattern-token";
import type { PolicySymbol } from "../document/policy-document";
import type { TemplatePart } from "../pattern/template";

/** What a policy variable or symbol stands for: the tokens of its text; `absent`: the key has no single value. */
export type Binding = readonly PatternToken[] | "absent";

/**
 * Keys whose values hold neither colon nor slash.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const WITHOUT_SEPARATORS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:requestedregion",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:username",
]);

/**
 * What stands for values that are not known: an opaque letter for each variable; for each symbol the tokens of its
 * pattern with an opaque letter for each wildcard. The same name always gets the same letters.
 */
export class OpaqueNames {
  private readonly names = new Map<string, readonly PatternToken[]>();
  private texts = 0;
  private characters = 0;
  private pieces = 0;

  /**
   * `patterns`: by lower-case key, what the value of a variable is known to match. `equal`: by lower-case key, the keys that
   * have the same value.
   */
  constructor(
    private readonly patterns: ReadonlyMap<string, string> = new Map(),
    private readonly equal: ReadonlyMap<string, readonly string[]> = new Map(),
  ) {}

  /** The letter of a condition key's value. */
  variable(lowerCaseKey: string): readonly PatternToken[] {
    const keys = this.equal.get(lowerCaseKey) ?? [lowerCaseKey];
    return this.remember(`variable ${keys.join("\n")}`, () => {
      const pattern = this.patterns.get(lowerCaseKey);
      if (pattern !== undefined) return this.textOf(readGlob(pattern));
      return [keys.some((key) => WITHOUT_SEPARATORS.has(key)) ? this.nextPiece() : this.nextText()];
    });
  }

  symbol({ id, pattern }: PolicySymbol): readonly PatternToken[] {
    return this.remember(`symbol ${id}`, () => this.valueOf(pattern ?? "*"));
  }

  /** A value of a symbol, its wildcards filled with unknown text. */
  private valueOf(pattern: string): readonly PatternToken[] {
    const read = readSymbolPattern(pattern);
    if (read.kind === "text") return this.textOf(read.parts);
    return read.segments.flatMap((segment, index) => {
      if (index === read.segments.length - 1) return this.textOf(segment);
      return [...this.filled(segment, () => this.nextPiece()), ...literalTokens(":")];
    });
  }

  private textOf(parts: readonly TemplatePart[]): readonly PatternToken[] {
    return this.filled(parts, () => this.nextText());
  }

  /** A text of the pattern, its wildcards filled with unknown text. */
  private filled(parts: readonly TemplatePart[], nextOfAny: () => PatternToken): readonly PatternToken[] {
    return parts.flatMap((part): readonly PatternToken[] => {
      if (part.kind === "literal") return literalTokens(part.text);
      return [part.kind === "anyChar" ? this.nextCharacter() : nextOfAny()];
    });
  }

  private remember(name: string, make: () => readonly PatternToken[]): readonly PatternToken[] {
    let tokens = this.names.get(name);
    if (tokens === undefined) {
      tokens = make();
      this.names.set(name, tokens);
    }
    return tokens;
  }

  private nextText(): PatternToken {
    return singleLetter(opaqueText(withinLetters(this.texts++)));
  }

  /** Without a letter left, any text: less is then known of it than could be. */
  private nextPiece(): PatternToken {
    return this.pieces < OPAQUE_PIECES ? singleLetter(opaquePiece(this.pieces++)) : this.nextText();
  }

  private nextCharacter(): PatternToken {
    return singleLetter(opaqueCharacter(withinLetters(this.characters++)));
  }
}

/** @throws LimitExceededError when there are more unknown texts than letters for them. */
function withinLetters(index: number): number {
  if (index >= OPAQUE_LETTERS) throw new LimitExceededError("unknownTexts", OPAQUE_LETTERS);
  return index;
}
