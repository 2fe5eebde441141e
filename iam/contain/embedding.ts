import { ANY_TEXT, literalTokens, type PatternToken } from "../pattern/pattern-token";
import { SequencePattern } from "../pattern/sequence-pattern";

/** Any text without colons. */
const SEGMENT: PatternToken = { repeats: true, excludes: true, letters: ":" };

/** A pattern written as text: `*` is any text, `~` any text without colons and slashes, `#` a digit, `+` one letter. */
export function written(text: string): SequencePattern {
  return new SequencePattern(text.split("").flatMap(writtenToken));
}

const WRITTEN: Readonly<Record<string, PatternToken>> = {
  "*": ANY_TEXT,
  "~": { repeats: true, excludes: true, letters: ":/" },
  "#": { repeats: false, excludes: false, letters: "1234567890" },
  "%": { repeats: true, excludes: false, letters: "1234567890" },
  "+": { repeats: false, excludes: true, letters: ":/" },
};

function writtenToken(letter: string): readonly PatternToken[] {
  return [WRITTEN[letter] ?? { repeats: false, excludes: false, letters: letter }];
}

/** Texts of which the piece between `before` and `after` matches; the piece holds no letter of `forbidden`. */
export function embed(
  pattern: SequencePattern,
  before: readonly PatternToken[],
  after: readonly PatternToken[],
  forbidden: string,
): readonly SequencePattern[] {
  const tokens = pattern.tokens.map((token) =>
    token.excludes ? { ...token, letters: [...new Set(token.letters + forbidden)].join("") } : token,
  );
  if (
    tokens.some(({ excludes, letters }) => !excludes && forbidden.split("").some((letter) => letters.includes(letter)))
  ) {
    return [];
  }
  return [new SequencePattern([...before, ...tokens, ...after])];
}

const COLON = literalTokens(":");
const ARN = literalTokens("arn:");

/** ARNs with an account that matches. */
export function withAccount(pattern: SequencePattern): readonly SequencePattern[] {
  const before = [...ARN, SEGMENT, ...COLON, SEGMENT, ...COLON, SEGMENT, ...COLON];
  return embed(pattern, before, [...COLON, ANY_TEXT], ":/");
}

/** ARNs of users, with any path, whose name matches. */
export function withUserName(pattern: SequencePattern): readonly SequencePattern[] {
  const user = [...ARN, SEGMENT, ...literalTokens(":iam::"), SEGMENT, ...literalTokens(":user/")];
  return [...embed(pattern, user, [], "/"), ...embed(pattern, [...user, ANY_TEXT, ...literalTokens("/")], [], "/")];
}
