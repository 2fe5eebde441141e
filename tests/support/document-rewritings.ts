import fc from "fast-check";
import type { TestResource } from "./policy-run";

/** A statement whose elements are lists. */
export interface StatementJson {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An Allow statement of one action on one resource. */
export const allow = (Action: string, Resource: string, Condition?: StatementJson["Condition"]): StatementJson => ({
  Effect: "Allow",
  Action: [Action],
  Resource: [Resource],
  ...(Condition && { Condition }),
});

/** A role that is passed, and the condition that it is passed to EC2. */
export const ROLE_ARN = "arn:aws:iam::111122223333:role/team-web";
export const TO_EC2 = { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } };

/** Takes everything away. */
export const DENIED: StatementJson = { Effect: "Deny", Action: ["*"], Resource: ["*"] };

type Rewriting = (statements: readonly StatementJson[], choose: () => boolean) => readonly StatementJson[];

const mapTexts =
  (
    map: (text: string, choose: () => boolean) => string,
    keys: readonly ("Action" | "NotAction" | "Resource")[],
  ): Rewriting =>
  (statements, choose) =>
    statements.map((statement) => ({
      ...statement,
      ...Object.fromEntries(
        keys.flatMap((key) => (statement[key] ? [[key, statement[key].map((text) => map(text, choose))]] : [])),
      ),
    }));

/** Rewritings after which a document that is a principal's only one allows the same. */
export const REWRITINGS: Readonly<Record<string, Rewriting>> = {
  "case of actions": mapTexts(
    (text, choose) => text.replace(/[a-z]/gi, (letter) => (choose() ? letter.toUpperCase() : letter.toLowerCase())),
    ["Action", "NotAction"],
  ),
  "more stars": mapTexts(
    (text, choose) => (choose() ? text.replaceAll("*", "**") : text),
    ["Action", "NotAction", "Resource"],
  ),
  "a wildcard for the end of an action's name": mapTexts(
    (text, choose) => (choose() && /^\w+:\w{4,}$/.test(text) ? `${text.slice(0, -1)}?` : text),
    ["Action"],
  ),
  "statements in two": (statements, choose) =>
    statements.flatMap((statement) =>
      choose() ? [statement, { ...statement, Resource: [...statement.Resource] }] : [statement],
    ),
  "statements merged with what is harmless": (statements, choose) =>
    statements.map((statement) =>
      choose() && statement.Effect === "Allow" && statement.Action !== undefined
        ? { ...statement, Action: ["sts:GetCallerIdentity", ...statement.Action] }
        : statement,
    ),
  "everything but what is not meant": (statements, choose) => {
    const [only, ...others] = statements;
    if (!choose() || only?.Action === undefined || others.length > 0) return statements;
    return [
      { ...only, Action: ["*"] },
      { Effect: "Deny", NotAction: only.Action, Resource: ["*"] },
    ];
  },
  "NotAction of what there is not": (statements, choose) =>
    statements.map((statement) => {
      if (!choose() || statement.Effect === "Deny" || statement.Action?.every((text) => /^\*+$/.test(text)) !== true)
        return statement;
      const { Action, ...rest } = statement;
      return Action.length === 0 ? statement : { ...rest, NotAction: ["none:None"] };
    }),
  order: (statements, choose) => (choose() ? [...statements].reverse() : statements),
};

/** The ways in which a role has a document. */
export const PLACES = ["inline", "of the role", "managed"] as const;
export type Place = (typeof PLACES)[number];

/** Ways to write a document: as an object, and as texts that say the same. */
export const SPELLINGS = [
  "object",
  "text",
  "spaced text",
  "older version",
  "other order of elements",
  "escaped text",
] as const;
export type Spelling = (typeof SPELLINGS)[number];

/** Which rewritings, in which order, chosen how, of a document in which place and spelling. */
export const rewriting = fc.record({
  names: fc.shuffledSubarray(Object.keys(REWRITINGS)),
  choices: fc.infiniteStream(fc.boolean()),
  place: fc.constantFrom(...PLACES),
  spelling: fc.constantFrom(...SPELLINGS),
});

/** The statements after the rewritings of those names, one after the other. */
export function rewritten(
  statements: readonly StatementJson[],
  names: readonly string[],
  choices: fc.Stream<boolean>,
): readonly StatementJson[] {
  return names.reduce((all, name) => REWRITINGS[name]!(all, () => choices.next().value === true), statements);
}

/** The document in that spelling; lists of one stand alone in some. No base has a variable, so the Version says nothing. */
function spelled(statements: readonly object[], spelling: Spelling): unknown {
  const json = { Version: "2012-10-17", Statement: statements.length === 1 ? statements[0] : statements };
  switch (spelling) {
    case "object":
      return json;
    case "text":
      return JSON.stringify({ Version: "2012-10-17", Statement: statements });
    case "spaced text":
      return `\n ${JSON.stringify(json, undefined, "\t")}\n`;
    case "older version":
      return JSON.stringify({ Version: "2008-10-17", Id: "rewritten", Statement: statements });
    case "other order of elements": {
      const reversed = statements.map((one) => Object.fromEntries(Object.entries(one).reverse()));
      return JSON.stringify({ Statement: reversed, Version: "2012-10-17" });
    }
    case "escaped text":
      return JSON.stringify(json).replaceAll("a", "\\u0061");
  }
}

/** A role, `holder`, with the document in that place, within that boundary. */
export function stackOf(
  statements: readonly StatementJson[],
  place: Place,
  spelling: Spelling,
  boundary?: string,
): readonly TestResource[] {
  const policy = spelled(statements, spelling);
  const arn = "arn:aws:iam::111122223333:policy/app";
  const inputs = {
    name: "holder",
    ...(boundary === undefined ? {} : { permissionsBoundary: "arn:aws:iam::111122223333:policy/bound" }),
    ...(place === "of the role" ? { inlinePolicies: [{ name: "app", policy }] } : {}),
  };
  const role = { type: "aws:iam/role:Role", name: "holder", inputs, outputs: inputs };
  const bound = { name: "bound", arn: "arn:aws:iam::111122223333:policy/bound", policy: boundary };
  return [
    role,
    ...(boundary === undefined ? [] : [{ type: "aws:iam/policy:Policy", name: "bound", outputs: bound }]),
    ...(place === "inline"
      ? [{ type: "aws:iam/rolePolicy:RolePolicy", name: "app", outputs: { role: "holder", policy } }]
      : []),
    ...(place === "managed"
      ? [
          { type: "aws:iam/policy:Policy", name: "app", outputs: { name: "app", arn, policy } },
          {
            type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            name: "app-attachment",
            outputs: { role: "holder", policyArn: arn },
          },
        ]
      : []),
  ];
}

/** A role with each document in a place of its own: an inline policy, one of the role, a managed one, and so on. */
export function stackOfDocuments(
  documents: readonly (readonly StatementJson[])[],
  spelling: Spelling,
): readonly TestResource[] {
  const at = (place: Place) => documents.filter((_, index) => PLACES[index % PLACES.length] === place);
  const text = (statements: readonly StatementJson[]): unknown => spelled(statements, spelling);
  const inlinePolicies = at("of the role").map((one, index) => ({ name: `own-${index}`, policy: text(one) }));
  const inputs = { name: "holder", ...(inlinePolicies.length === 0 ? {} : { inlinePolicies }) };
  return [
    { type: "aws:iam/role:Role", name: "holder", inputs, outputs: inputs },
    ...at("inline").map((one, index) => ({
      type: "aws:iam/rolePolicy:RolePolicy",
      name: `inline-${index}`,
      outputs: { role: "holder", policy: text(one) },
    })),
    ...at("managed").flatMap((one, index) => {
      const [name, arn] = [`managed-${index}`, `arn:aws:iam::111122223333:policy/managed-${index}`];
      return [
        { type: "aws:iam/policy:Policy", name, outputs: { name, arn, policy: text(one) } },
        {
          type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
          name: `${name}-attachment`,
          outputs: { role: "holder", policyArn: arn },
        },
      ];
    }),
  ];
}
