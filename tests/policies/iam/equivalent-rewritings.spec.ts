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

function stackOf(
  statements: readonly StatementJson[],
  place: Place,
  asText: boolean,
  boundary?: string,
): readonly TestResource[] {
  const json = { Version: "2012-10-17", Statement: statements.length === 1 && !asText ? statements[0] : statements };
  const policy = asText ? JSON.stringify(json) : json;
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
  asText: fc.boolean(),
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
      const property = fc.property(rewriting, ({ names, choices, place, asText }) => {
        const [bad, good] = [violating, compliant].map((one) => rewritten(one, names, choices));
        expect(isViolated(policy, stackOf(bad!, place, asText)), JSON.stringify(bad)).to.equal(true);
        expect(isViolated(policy, stackOf(good!, place, asText)), JSON.stringify(good)).to.equal(false);
      });
      fc.assert(property, SETTINGS);
    });

    it(`${policy} is silent where a Deny, a boundary or a condition takes away what breaks it`, () => {
      const property = fc.property(rewriting, ({ names, choices, place, asText }) => {
        const bad = rewritten(violating, names, choices);
        const denied: StatementJson = { Effect: "Deny", Action: ["*"], Resource: ["*"] };
        expect(isViolated(policy, stackOf([...bad, denied], place, asText)), "a Deny").to.equal(false);
        expect(isViolated(policy, stackOf(bad, place, asText, BOUND)), "a boundary").to.equal(false);
        if (narrowing === undefined) return;
        const narrowed = rewritten({ ...violating, Condition: narrowing }, names, choices);
        expect(isViolated(policy, stackOf(narrowed, place, asText)), JSON.stringify(narrowed)).to.equal(false);
      });
      fc.assert(property, SETTINGS);
    });
  }
});
