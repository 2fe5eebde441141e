import type { PolicyDocument, Principals, Statement } from "./policy-document";

/** AWS's JSON shape of a policy document. */
export interface PolicyDocumentJson {
  Version?: string;
  Id?: string;
  Statement: StatementJson[];
}

/** AWS's JSON shape of a statement; a list of one value is written as that value. */
export interface StatementJson {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal?: PrincipalsJson;
  NotPrincipal?: PrincipalsJson;
  Action?: OneOrMany;
  NotAction?: OneOrMany;
  Resource?: OneOrMany;
  NotResource?: OneOrMany;
  Condition?: Record<string, Record<string, OneOrMany>>;
}

type OneOrMany = string | string[];
type PrincipalsJson = "*" | Record<string, OneOrMany>;

/**
 * Writes a document in AWS's shape: parsing what it returns gives a document of the same meaning. `Statement` is always
 * a list; an absent Version stays absent in meaning (`2008-10-17` is written). Symbols stay as placeholders.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function serializePolicyDocument(document: PolicyDocument): PolicyDocumentJson {
  const json: PolicyDocumentJson = {
    Version: document.version,
    Statement: document.statements.map(serializeStatement),
  };
  return document.id === undefined ? json : { Version: document.version, Id: document.id, Statement: json.Statement };
}

function serializeStatement(statement: Statement): StatementJson {
  return {
    ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
    Effect: statement.effect,
    ...(statement.principals && { Principal: serializePrincipals(statement.principals) }),
    ...(statement.notPrincipals && { NotPrincipal: serializePrincipals(statement.notPrincipals) }),
    ...(statement.actions && { Action: oneOrMany(statement.actions) }),
    ...(statement.notActions && { NotAction: oneOrMany(statement.notActions) }),
    ...(statement.resources && { Resource: oneOrMany(statement.resources) }),
    ...(statement.notResources && { NotResource: oneOrMany(statement.notResources) }),
    ...(statement.conditions.length === 0 ? {} : { Condition: serializeConditions(statement) }),
  };
}

function serializePrincipals(principals: Principals): PrincipalsJson {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ["AWS", principals.aws],
    ["Service", principals.service],
    ["Federated", principals.federated],
    ["CanonicalUser", principals.canonicalUser],
  ];
  const present = kinds.filter(([, list]) => list.length > 0);
  if (present.length === 1 && principals.aws.length === 1 && principals.aws[0] === "*") return "*";
  return Object.fromEntries(present.map(([kind, list]) => [kind, oneOrMany(list)]));
}

function serializeConditions(statement: Statement): Record<string, Record<string, OneOrMany>> {
  const operators = new Map<string, [string, OneOrMany][]>();
  for (const { operator, key, values } of statement.conditions) {
    const keys = operators.get(operator) ?? [];
    keys.push([key, oneOrMany(values)]);
    operators.set(operator, keys);
  }
  return Object.fromEntries([...operators].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}

function oneOrMany(values: readonly string[]): OneOrMany {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : [...values];
}
