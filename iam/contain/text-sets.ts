import { ARN_SEGMENTS } from "../arn/arn";
import { readArnPattern } from "../arn/arn-pattern";
import { casesOf, isOpaque, isOpaquePiece } from "../pattern/letters";
import { ANY_TEXT, tokensOfPiece, type PatternPiece, type PatternToken } from "../pattern/pattern-token";
import { SequencePattern, type PatternUnion } from "../pattern/sequence-pattern";
import { literalText, type TemplatePart } from "../pattern/template";
import { textSet, type TextSet } from "./value-set";

/** The tokens of a variable or symbol; undefined: it has no value, and what it stands in matches nothing. */
export type ResolvePart = (part: TemplatePart & { kind: "variable" | "symbol" }) => readonly PatternToken[] | undefined;

const ANYTHING: PatternUnion = [new SequencePattern([ANY_TEXT])];
const NOTHING: TextSet = textSet([]);

/** Whether the text that a part of a template stands for is not in the template. */
export function isUnknownText(part: TemplatePart): boolean {
  return part.kind === "variable" || part.kind === "symbol";
}

const ALWAYS = (): boolean => true;

/**
 * The pieces of parts. `crosses` says whether the wildcards of the part at an index take colons in.
 * Undefined when a variable has no value.
 */
export function piecesOf(
  parts: readonly TemplatePart[],
  resolve: ResolvePart,
  crosses: (index: number) => boolean = ALWAYS,
): readonly PatternPiece[] | undefined {
  const pieces: PatternPiece[] = [];
  for (const [index, part] of parts.entries()) {
    if (part.kind === "literal") pieces.push(part.text);
    else if (part.kind === "anyString" || part.kind === "anyChar") {
      pieces.push({ repeats: part.kind === "anyString", excludes: true, letters: crosses(index) ? "" : ":" });
    } else {
      const value = resolve(part);
      if (value === undefined) return undefined;
      pieces.push(...value);
    }
  }
  return pieces;
}

/** As `piecesOf`, letter by letter. */
export function tokensOf(
  parts: readonly TemplatePart[],
  resolve: ResolvePart,
  crosses: (index: number) => boolean = ALWAYS,
): readonly PatternToken[] | undefined {
  return piecesOf(parts, resolve, crosses)?.flatMap(tokensOfPiece);
}

/** Texts that match as a whole. */
export function wholeText(parts: readonly TemplatePart[], resolve: ResolvePart): TextSet {
  const pieces = piecesOf(parts, resolve);
  return pieces === undefined ? NOTHING : textSet([new SequencePattern(pieces)]);
}

/** Texts that match without regard to case. An unknown text in them is only known to match in its own case. */
export function ignoringCase(parts: readonly TemplatePart[], resolve: ResolvePart): TextSet {
  const tokens = tokensOf(parts, resolve);
  if (tokens === undefined) return NOTHING;
  if (tokens.some(isUnknown)) return unsure("ignoring case", tokens, [new SequencePattern(tokens)], ANYTHING);
  return textSet([new SequencePattern(tokens.map((token) => ({ ...token, letters: casesOf(token.letters) })))]);
}

/** A set of one part that is not certain; the pattern with its unknown texts tells it from others of its kind. */
function unsure(kind: string, tokens: readonly PatternToken[], surely: PatternUnion, maybe: PatternUnion): TextSet {
  return textSet([], [{ key: `${kind} ${new SequencePattern(tokens).key}`, surely, maybe }]);
}

/** The same for parts that mean the same, whatever their variables and symbols are. */
export function partsKey(parts: readonly TemplatePart[], resolve: ResolvePart): string {
  const tokens = tokensOf(parts, resolve);
  return tokens === undefined ? "" : new SequencePattern(tokens).key;
}

function isUnknown({ letters }: PatternToken): boolean {
  return isOpaque(letters);
}

/** Lower-case actions that an entry of Action matches; unknown text in it stands for its lower case. */
export function actionSet(parts: readonly TemplatePart[], resolve: ResolvePart): TextSet {
  const pieces = piecesOf(parts, resolve);
  if (pieces === undefined) return NOTHING;
  const lower = pieces.map((piece) => {
    if (typeof piece === "string") return lowerByLetter(piece);
    return piece.excludes ? piece : piece.letters.toLowerCase();
  });
  return textSet([new SequencePattern(lower)]);
}

function lowerByLetter(text: string): string {
  return Array.from({ length: text.length }, (_, index) => text.charAt(index).toLowerCase()).join("");
}

/** Resources that an entry of Resource matches. A wildcard before the fifth colon takes no colon in. */
export function resourceSet(parts: readonly TemplatePart[], resolve: ResolvePart): TextSet {
  const text = literalText(parts);
  if (text !== undefined) return textSet([new SequencePattern([text])]);
  const pattern = readArnPattern(parts);
  if (pattern.kind === "never") return NOTHING;
  if (pattern.kind === "segments") return segmentsSet(pattern.segments, resolve);
  if (!parts.some(({ kind }) => kind === "symbol")) return wholeText(parts, resolve);
  return aroundSymbols(parts, resolve);
}

function segmentsSet(segments: readonly (readonly TemplatePart[])[], resolve: ResolvePart): TextSet {
  const pieces: PatternPiece[] = [];
  for (const [index, segment] of segments.entries()) {
    const more = piecesOf(segment, resolve, () => index === ARN_SEGMENTS - 1);
    if (more === undefined) return NOTHING;
    if (index > 0) pieces.push(":");
    pieces.push(...more);
  }
  return textSet([new SequencePattern(pieces)]);
}

/**
 * An unknown text before the fifth colon decides which wildcards stand in the last segment: those that nothing with a
 * colon can follow surely take colons in, the others maybe.
 */
function aroundSymbols(parts: readonly TemplatePart[], resolve: ResolvePart): TextSet {
  const lastColon = parts.findLastIndex(
    (part) => isUnknownText(part) || (part.kind === "literal" && part.text.includes(":")),
  );
  const narrow = tokensOf(parts, resolve, (index) => index > lastColon);
  if (narrow === undefined) return NOTHING;
  const wide = narrow.map((token) => (token.excludes ? { ...token, letters: "" } : token));
  return unsure("around a symbol", narrow, [new SequencePattern(narrow)], [new SequencePattern(wide)]);
}

/** Texts that a value of an Arn operator matches, part by part; `isShort` where AWS does not say what it matches. */
export function arnSet(parts: readonly TemplatePart[], resolve: ResolvePart): TextSet & { readonly isShort: boolean } {
  const masked = parts.map((part): TemplatePart => (part.kind === "variable" ? { kind: "anyChar" } : part));
  const pattern = readArnPattern(masked);
  if (pattern.kind === "segments") {
    return { ...arnBySegments(restore(pattern.segments, parts), resolve), isShort: false };
  }
  if (!parts.some(({ kind }) => kind === "symbol")) {
    const tokens = tokensOf(parts, resolve);
    if (tokens === undefined) return { ...NOTHING, isShort: false };
    return { ...unsure("short ARN", tokens, [], [new SequencePattern(tokens)]), isShort: true };
  }
  const [part] = aroundSymbols(parts, resolve).unsure;
  if (part === undefined) return { ...NOTHING, isShort: false };
  const surely = part.surely.filter(isCertainlyArn);
  return { ...textSet([], [{ ...part, key: `ARN ${part.key}`, surely }]), isShort: false };
}

/** No ARN matches where a value makes the first part other than `arn`, or puts a colon into a part before the last. */
function arnBySegments([first = [], ...others]: readonly (readonly TemplatePart[])[], resolve: ResolvePart): TextSet {
  const start = tokensOf(first, resolve) ?? [];
  const middle = others.slice(0, -1).flatMap((segment) => tokensOf(segment, resolve) ?? []);
  if (!mayBeArn(start) || middle.some(({ excludes, letters }) => !excludes && letters === ":")) return NOTHING;
  const set = segmentsSet([[{ kind: "literal", text: "arn" }], ...others], resolve);
  const isKnown = !start.some(isUnknown) && middle.every((token) => !isUnknown(token) || isOpaquePiece(token.letters));
  if (isKnown || set.maybe.length === 0) return set;
  const key = `ARN by parts ${new SequencePattern([...start, ...(set.maybe[0]?.tokens ?? [])]).key}`;
  return textSet([], [{ key, surely: [], maybe: set.maybe }]);
}

/** Whether every text of the pattern has `arn` and the colons of an ARN. */
function isCertainlyArn({ tokens }: SequencePattern): boolean {
  const letters = tokens.map((token) => (token.excludes || token.repeats ? "*" : token.letters)).join("");
  return letters.startsWith("arn:") && letters.split(":").length >= ARN_SEGMENTS;
}

/** Whether the first segment of a pattern may take in `arn`, as the first segment of a request's ARN always is. */
function mayBeArn(first: readonly PatternToken[]): boolean {
  return new SequencePattern(first.map((token) => (isUnknown(token) ? ANY_TEXT : token))).matches("arn");
}

function restore(
  segments: readonly (readonly TemplatePart[])[],
  parts: readonly TemplatePart[],
): readonly (readonly TemplatePart[])[] {
  let next = 0;
  const originals = parts.filter(({ kind }) => kind !== "literal");
  return segments.map((segment) =>
    segment.map((part) => (part.kind === "literal" ? part : (originals[next++] ?? part))),
  );
}
