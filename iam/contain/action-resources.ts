import { ARN_SEGMENTS } from "../arn/arn";
import type { ActionCatalogue, ActionDefinition } from "../data/action-catalogue";
import { arnFormats } from "../data/arn-formats";
import { PARTITIONS } from "../data/regions";
import type { PatternPiece, PatternToken } from "../pattern/pattern-token";
import { SequencePattern, type PatternUnion } from "../pattern/sequence-pattern";

/** The ARNs of an action's resource types in all partitions; `*` for an action without any. */
export function actionResources(action: ActionDefinition | undefined, catalogue: ActionCatalogue): PatternUnion {
  const formats = action === undefined ? [] : actionFormats(action, catalogue);
  if (action === undefined || formats.length === 0) return [new SequencePattern(["*"])];
  const all = catalogue.resourceTypes(action.service).flatMap(({ arnFormat }) => arnFormats(arnFormat));
  return PARTITIONS.flatMap((partition) => formats.map((format) => formatPattern(format, all, partition)));
}

/** The ARN formats of an action's resource types, with `${…}` for the variable pieces. */
export function actionFormats(
  { service, resourceTypes }: ActionDefinition,
  catalogue: ActionCatalogue,
): readonly string[] {
  const names = new Set(resourceTypes.map(({ name }) => name));
  const types = catalogue.resourceTypes(service).filter(({ name }) => names.has(name));
  return types.flatMap(({ arnFormat }) => arnFormats(arnFormat));
}

const PIECE = /(\$\{[A-Za-z0-9]+\}|\*)/;
const DIGITS_OF_ACCOUNT = Array.from({ length: 12 }, () => ({
  repeats: false,
  excludes: false,
  letters: "1234567890",
}));

/**
 * An ARN format with any text for its pieces: before the fifth colon without colons, an account id of digits. What ends
 * the ARN holds no slash where the format of another type of the service goes on with one: `…:::bucket/object` is an
 * object, and no bucket has such a name.
 */
export function formatPattern(format: string, all: readonly string[], partition: string): SequencePattern {
  const tokens: PatternPiece[] = [];
  let colons = 0;
  const goesOn = all.some((other) => other.startsWith(`${format}/`));
  const pieces = format.replace("${Partition}", partition).split(PIECE);
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 1) tokens.push(...pieceTokens(piece, colons < ARN_SEGMENTS - 1 ? ":/" : goesOn ? "/" : ""));
    else tokens.push(piece);
    if (index % 2 === 0) colons += piece.split(":").length - 1;
  }
  return new SequencePattern(tokens);
}

function pieceTokens(piece: string, letters: string): readonly PatternToken[] {
  if (piece === "${Account}") return DIGITS_OF_ACCOUNT;
  const one = { repeats: false, excludes: true, letters };
  return piece === "${Region}" || piece === "*" ? [{ ...one, repeats: true }] : [one, { ...one, repeats: true }];
}
