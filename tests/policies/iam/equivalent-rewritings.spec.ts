import { expect } from "chai";
import fc from "fast-check";
import { policyDeclarations } from "../../../policies/registry";
import { runPolicy, type TestResource } from "../../support/policy-run";
import { RUNS, SEED } from "../../support/property-settings";

interface StatementJson {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A document that breaks a policy, or one like it that does not, and a condition that narrows what breaks it. */
interface Base {
  readonly policy: string;
  readonly violating: StatementJson;
  readonly compliant: StatementJson;
  readonly narrowing: StatementJson["Condition"];
}

const ROLE_ARN = "arn:aws:iam::111122223333:role/team-web";
const TO_EC2 = { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } };
const allow = (Action: string, Resource: string, Condition?: StatementJson["Condition"]): StatementJson => ({
  Effect: "Allow",
  Action: [Action],
  Resource: [Resource],
  ...(Condition && { Condition }),
});
const TAGGED = { StringEquals: { "aws:ResourceTag/team": "web" } };

const BASES: readonly Base[] = [
  {
    policy: "iam-policy-disallow-admin-access",
    violating: allow("*", "*"),
    compliant: allow("s3:GetObject", "arn:aws:s3:::photos/*"),
    narrowing: TAGGED,
  },
  {
    policy: "iam-policy-disallow-service-wildcard",
    violating: allow("s3:*", "*"),
    compliant: allow("s3:*", "arn:aws:s3:::photos/*"),
    narrowing: TAGGED,
  },
  {
    policy: "iam-policy-disallow-resource-wildcard",
    violating: allow("sqs:SendMessage", "*"),
    compliant: allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs"),
    narrowing: TAGGED,
  },
  {
    policy: "iam-policy-disallow-pass-role-wildcard",
    violating: allow("iam:PassRole", "*", TO_EC2),
    compliant: allow("iam:PassRole", ROLE_ARN, TO_EC2),
    narrowing: undefined,
  },
  {
    policy: "iam-policy-require-passed-to-service",
    violating: allow("iam:PassRole", ROLE_ARN),
    compliant: allow("iam:PassRole", ROLE_ARN, TO_EC2),
    narrowing: TO_EC2,
  },
];

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
const REWRITINGS: Readonly<Record<string, Rewriting>> = {
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
const PLACES = ["inline", "of the role", "managed"] as const;
type Place = (typeof PLACES)[number];

/** Ways to write a document: as an object, and as texts that say the same. */
const SPELLINGS = [
  "object",
  "text",
  "spaced text",
  "older version",
  "other order of elements",
  "escaped text",
] as const;
type Spelling = (typeof SPELLINGS)[number];

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

function stackOf(
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
function stackOfDocuments(
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

function isViolated(policy: string, resources: readonly TestResource[]): boolean {
  const declaration = policyDeclarations.find(({ name }) => name === policy)!;
  return runPolicy(declaration, { resources }).reports.some(({ level }) => level === "policy");
}

const BOUND = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" }],
});
const rewriting = fc.record({
  names: fc.shuffledSubarray(Object.keys(REWRITINGS)),
  choices: fc.infiniteStream(fc.boolean()),
  place: fc.constantFrom(...PLACES),
  spelling: fc.constantFrom(...SPELLINGS),
});
const SETTINGS = { seed: SEED, numRuns: Math.ceil(RUNS / 200) };

describe("equivalent rewritings of a document", () => {
  for (const { policy, violating, compliant, narrowing } of BASES) {
    const rewritten = (statement: StatementJson, names: readonly string[], choices: fc.Stream<boolean>) =>
      names.reduce<readonly StatementJson[]>(
        (statements, name) => REWRITINGS[name]!(statements, () => choices.next().value === true),
        [statement],
      );

    it(`${policy} says the same of them`, () => {
      const property = fc.property(rewriting, ({ names, choices, place, spelling }) => {
        const [bad, good] = [violating, compliant].map((one) => rewritten(one, names, choices));
        expect(isViolated(policy, stackOf(bad!, place, spelling)), JSON.stringify(bad)).to.equal(true);
        expect(isViolated(policy, stackOf(good!, place, spelling)), JSON.stringify(good)).to.equal(false);
      });
      fc.assert(property, SETTINGS);
    });

    it(`${policy} says the same of them in several documents`, () => {
      const cut = fc.tuple(rewriting, fc.integer({ min: 0, max: 2 }));
      const property = fc.property(cut, ([{ names, choices, spelling }, first]) => {
        const harmless = (index: number) => allow("sts:GetCallerIdentity", `*`.repeat(index + 1));
        const split = (statement: StatementJson) => {
          const documents = rewritten(statement, names, choices).map((one) => [one]);
          const others = [0, 1].map((index) => [harmless(index)]);
          return stackOfDocuments([...others.slice(0, first), ...documents, ...others.slice(first)], spelling);
        };
        expect(isViolated(policy, split(violating)), "violating").to.equal(true);
        expect(isViolated(policy, split(compliant)), "compliant").to.equal(false);
        const denied: StatementJson = { Effect: "Deny", Action: ["*"], Resource: ["*"] };
        const documents = rewritten(violating, names, choices).map((one) => [one]);
        expect(isViolated(policy, stackOfDocuments([...documents, [denied]], spelling)), "a Deny").to.equal(false);
      });
      fc.assert(property, SETTINGS);
    });

    it(`${policy} is silent where a Deny, a boundary or a condition takes away what breaks it`, () => {
      const property = fc.property(rewriting, ({ names, choices, place, spelling }) => {
        const bad = rewritten(violating, names, choices);
        const denied: StatementJson = { Effect: "Deny", Action: ["*"], Resource: ["*"] };
        expect(isViolated(policy, stackOf([...bad, denied], place, spelling)), "a Deny").to.equal(false);
        expect(isViolated(policy, stackOf(bad, place, spelling, BOUND)), "a boundary").to.equal(false);
        if (narrowing === undefined) return;
        const narrowed = rewritten({ ...violating, Condition: narrowing }, names, choices);
        expect(isViolated(policy, stackOf(narrowed, place, spelling)), JSON.stringify(narrowed)).to.equal(false);
      });
      fc.assert(property, SETTINGS);
    });
  }
});
