import { serializePolicyDocument, type PolicyDocument, type PolicyDocumentJson, type Statement } from "../iam";

/**
 * What IAM stores, in characters without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const INLINE_CHARACTERS = 10_240;
/** Left for what stands beside it in the same quota: an InstanceRole's guards, a policy that only denies. */
const INLINE_RESERVE = 1_024;
const MANAGED_CHARACTERS = 6_144;
const MANAGED_POLICIES = 10;

/** A policy of the proposal: one inline policy, or where that is too small customer managed ones. */
export interface ProposedPolicy {
  readonly name: string;
  readonly kind: "inline" | "managed";
  readonly document: PolicyDocument;
}

/**
 * The policies that hold the statements within IAM's quotas; undefined when ten managed policies, with the `others` that stay, are not
 * enough.
 */
export function splitPolicies(statements: readonly Statement[], others = 0): readonly ProposedPolicy[] | undefined {
  const whole = documentOf(statements);
  if (characters(whole) <= INLINE_CHARACTERS - INLINE_RESERVE)
    return [{ name: "right-sized", kind: "inline", document: whole }];
  const parts: Statement[][] = [];
  for (const statement of statements.flatMap(splitStatement)) {
    const last = parts.at(-1);
    if (last !== undefined && characters(documentOf([...last, statement])) <= MANAGED_CHARACTERS) last.push(statement);
    else parts.push([statement]);
  }
  const documents = parts.map(documentOf);
  if (documents.length + others > MANAGED_POLICIES || documents.some((one) => characters(one) > MANAGED_CHARACTERS))
    return undefined;
  return documents.map((document, index) => ({ name: `right-sized-${index + 1}`, kind: "managed", document }));
}

/** A statement that is too long for one policy, as several with equal parts of its longest list. */
function splitStatement(statement: Statement): readonly Statement[] {
  const size = characters(documentOf([statement]));
  if (size <= MANAGED_CHARACTERS || statement.effect === "Deny") return [statement];
  const { actions = [], resources = [], sid } = statement;
  const list = resources.join().length > actions.join().length ? "resources" : "actions";
  const all = statement[list] ?? [];
  const length = Math.floor((all.length * MANAGED_CHARACTERS * 0.9) / size);
  if (length < 1) return [statement];
  const parts = Array.from({ length: Math.ceil(all.length / length) }, (_, index) =>
    all.slice(index * length, (index + 1) * length),
  );
  return parts.map((part, index) => ({
    ...statement,
    [list]: part,
    ...(sid === undefined ? {} : { sid: `${sid}Part${index + 1}` }),
  }));
}

function documentOf(statements: readonly Statement[]): PolicyDocument {
  return { version: "2012-10-17", statements, symbols: [] };
}

function characters(document: PolicyDocument): number {
  return JSON.stringify(serializePolicyDocument(document) satisfies PolicyDocumentJson).replace(/\s/g, "").length;
}
