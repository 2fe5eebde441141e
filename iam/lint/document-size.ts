import type { Condition } from "../condition/condition";
import type { PolicyDocument, Principals, Statement } from "../document/policy-document";
import { replaceSymbols } from "../pattern/symbol-placeholder";

/**
 * The fewest characters, without white space, that AWS JSON of this meaning has: single values without brackets, and
 * nothing in the place of symbols. The JSON that a document was parsed from is never shorter.
 */
export function smallestSize(document: PolicyDocument): number {
  const json = {
    ...(document.id === undefined ? {} : { Id: document.id }),
    Statement: oneOrMany(document.statements.map(statementJson)),
  };
  return replaceSymbols(JSON.stringify(json), () => "").replaceAll(/\s/g, "").length;
}

function statementJson(statement: Statement): object {
  return {
    Sid: statement.sid,
    Effect: statement.effect,
    Principal: statement.principals && principalsJson(statement.principals),
    NotPrincipal: statement.notPrincipals && principalsJson(statement.notPrincipals),
    Action: statement.actions && oneOrMany(statement.actions),
    NotAction: statement.notActions && oneOrMany(statement.notActions),
    Resource: statement.resources && oneOrMany(statement.resources),
    NotResource: statement.notResources && oneOrMany(statement.notResources),
    Condition: statement.conditions.length === 0 ? undefined : conditionsJson(statement.conditions),
  };
}

function principalsJson(principals: Principals): unknown {
  const kinds: Record<string, readonly string[]> = {
    AWS: principals.aws,
    Service: principals.service,
    Federated: principals.federated,
    CanonicalUser: principals.canonicalUser,
  };
  const present = Object.entries(kinds).filter(([, list]) => list.length > 0);
  if (present.length === 1 && principals.aws.length === 1 && principals.aws[0] === "*") return "*";
  return Object.fromEntries(present.map(([kind, list]) => [kind, oneOrMany(list)]));
}

/** Values as JSON numbers and booleans where they can be, which saves the quotes. */
function conditionsJson(conditions: readonly Condition[]): object {
  const blocks = new Map<string, [string, unknown][]>();
  for (const { operator, key, values } of conditions) {
    const block = blocks.get(operator) ?? [];
    block.push([key, oneOrMany(values.map(unquoted))]);
    blocks.set(operator, block);
  }
  return Object.fromEntries([...blocks].map(([operator, block]) => [operator, Object.fromEntries(block)]));
}

function unquoted(value: string): unknown {
  return /^(true|false|-?(0|[1-9]\d{0,14}))$/.test(value) ? JSON.parse(value) : value;
}

function oneOrMany<T>(list: readonly T[]): T | readonly T[] {
  const [first] = list;
  return list.length === 1 && first !== undefined ? first : list;
}
