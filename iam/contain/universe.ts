import { ANY_TEXT, literalTokens, type PatternToken } from "../pattern/pattern-token";
import { type PatternUnion, SequencePattern } from "../pattern/sequence-pattern";
import type { FactValue } from "./caller";
import { withAccount, written } from "./embedding";

/** Which resources a search ranges over, and what their ARNs say of aws:ResourceAccount. */
export interface ResourceKind {
  readonly universe: PatternUnion;
  /** Undefined: the key does not follow from the ARN. */
  readonly account: FactValue | undefined;
}

/** One letter of any kind, and any text. */
const SOMETHING: readonly PatternToken[] = [{ ...ANY_TEXT, repeats: false }, ANY_TEXT];

/** ARNs that begin as written, with any resource part. */
function resource(start: string): SequencePattern {
  return new SequencePattern([...written(start).tokens, ...SOMETHING]);
}

const NO_RESOURCE = new SequencePattern(["*"]);
const FIRST_PARTITION = "arn:aws:+~:~:";
const ANY_PARTITION = "arn:+~:+~:~:";

/** Well-formed ARNs, and the `*` of requests without a resource. */
export const ANY_RESOURCE: ResourceKind = {
  universe: [
    ...[FIRST_PARTITION, ANY_PARTITION].flatMap((start) => [
      resource(`${start}:`),
      resource(`${start}%:`),
      resource(`${start}aws:`),
    ]),
    NO_RESOURCE,
  ],
  account: undefined,
};

/** Resources whose ARN holds an account id, which is then the resource's account. */
export const RESOURCE_IN_ACCOUNT: ResourceKind = {
  universe: [resource(`${FIRST_PARTITION}############:`), resource(`${ANY_PARTITION}############:`)],
  account: { kind: "piece", embed: withAccount },
};

/** Resources whose ARN holds no account. */
export const RESOURCE_WITHOUT_ACCOUNT: ResourceKind = {
  universe: [
    ...[FIRST_PARTITION, ANY_PARTITION].flatMap((start) => [resource(`${start}:`), resource(`${start}aws:`)]),
    NO_RESOURCE,
  ],
  account: undefined,
};

const NO_COLON: PatternToken = { repeats: false, excludes: true, letters: ":" };

/** Actions in lower case: a service and a name, with one colon. */
export const ANY_ACTION: PatternUnion = [
  new SequencePattern([
    NO_COLON,
    { ...NO_COLON, repeats: true },
    ...literalTokens(":"),
    NO_COLON,
    { ...NO_COLON, repeats: true },
  ]),
];
