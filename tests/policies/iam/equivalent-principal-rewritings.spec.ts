import { expect } from "chai";
import fc from "fast-check";
import { policyDeclarations } from "../../../policies/registry";
import { runPolicy, type TestResource } from "../../support/policy-run";
import { RUNS, SEED } from "../../support/property-settings";

type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A statement that names principals; those of one kind are a list. */
interface StatementJson {
  readonly Effect: "Allow" | "Deny";
  readonly Principal: "*" | Readonly<Record<string, readonly string[]>>;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Condition;
}

/** A statement that breaks a policy on trust or resource-based policies, one that does not, and what silences the first. */
interface Base {
  readonly policy: string;
  readonly kind: "trust" | "resource";
  readonly violating: StatementJson;
  readonly compliant: StatementJson;
  readonly narrowing: Condition;
}

const ROLE_ARN = "arn:aws:iam::111122223333:role/holder";
const BUCKET = { Resource: ["arn:aws:s3:::photos/*"] };
const OF_US = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };

const BASES: readonly Base[] = [
  {
    policy: "iam-role-disallow-public-trust",
    kind: "trust",
    violating: { Effect: "Allow", Principal: "*", Action: ["sts:AssumeRole"] },
    compliant: { Effect: "Allow", Principal: { AWS: ["arn:aws:iam::111122223333:root"] }, Action: ["sts:AssumeRole"] },
    narrowing: OF_US,
  },
  {
    policy: "iam-role-disallow-foreign-trust",
    kind: "trust",
    violating: { Effect: "Allow", Principal: { AWS: ["arn:aws:iam::444455556666:root"] }, Action: ["sts:AssumeRole"] },
    compliant: { Effect: "Allow", Principal: { AWS: ["arn:aws:iam::111122223333:root"] }, Action: ["sts:AssumeRole"] },
    narrowing: { StringEquals: { "sts:ExternalId": "unguessable" } },
  },
  {
    policy: "iam-resource-policy-disallow-public-access",
    kind: "resource",
    violating: { Effect: "Allow", Principal: "*", Action: ["s3:GetObject"], ...BUCKET },
    compliant: { Effect: "Allow", Principal: { AWS: [ROLE_ARN] }, Action: ["s3:GetObject"], ...BUCKET },
    narrowing: OF_US,
  },
];

type Choose = () => boolean;
type Rewriting = (statements: readonly StatementJson[], choose: Choose) => readonly StatementJson[];

const mapPrincipals =
  (map: (entry: string) => string): Rewriting =>
  (statements, choose) =>
    statements.map((statement) => {
      const { Principal } = statement;
      if (Principal === "*" || !choose()) return statement;
      const mapped = Object.entries(Principal).map(([kind, entries]) => [kind, entries.map(map)] as const);
      return { ...statement, Principal: Object.fromEntries(mapped) };
    });

/** Rewritings after which a trust or resource-based policy allows the same. */
const REWRITINGS: Readonly<Record<string, Rewriting>> = {
  "everybody as AWS's principals": (statements, choose) =>
    statements.map((one) => (one.Principal === "*" && choose() ? { ...one, Principal: { AWS: ["*"] } } : one)),
  "an account by its id": mapPrincipals((entry) => entry.replace(/^arn:aws:iam::(\d{12}):root$/, "$1")),
  "an account by its root": mapPrincipals((entry) => entry.replace(/^(\d{12})$/, "arn:aws:iam::$1:root")),
  "case of actions": (statements, choose) =>
    statements.map((one) => ({
      ...one,
      Action: one.Action.map((action) => (choose() ? action.toUpperCase() : action.toLowerCase())),
    })),
  "a wildcard for the end of an action's name": (statements, choose) =>
    statements.map((one) => ({
      ...one,
      Action: one.Action.map((action) => (one.Effect === "Allow" && choose() ? `${action.slice(0, -1)}?` : action)),
    })),
  "statements in two": (statements, choose) => statements.flatMap((one) => (choose() ? [one, { ...one }] : [one])),
  "with a statement for a service": (statements, choose) => {
    const [first] = statements;
    if (first === undefined || !choose()) return statements;
    const service: StatementJson = { ...first, Effect: "Allow", Principal: { Service: ["ec2.amazonaws.com"] } };
    return [service, ...statements];
  },
  order: (statements, choose) => (choose() ? [...statements].reverse() : statements),
};

/** The document as an object or text, with lists of one as they are or alone. */
function spelled(statements: readonly StatementJson[], asText: boolean, alone: boolean): unknown {
  const single = (value: unknown): unknown => (alone && Array.isArray(value) && value.length === 1 ? value[0] : value);
  const shortened = statements.map(({ Principal, ...one }) => ({
    ...Object.fromEntries(Object.entries(one).map(([key, value]) => [key, single(value)])),
    Principal:
      Principal === "*"
        ? Principal
        : Object.fromEntries(Object.entries(Principal).map(([kind, entries]) => [kind, single(entries)])),
  }));
  const json = { Version: "2012-10-17", Statement: alone && shortened.length === 1 ? shortened[0] : shortened };
  return asText ? JSON.stringify(json, undefined, alone ? 2 : undefined) : json;
}

const OWN_TRUST = spelled(
  [{ Effect: "Allow", Principal: { Service: ["ec2.amazonaws.com"] }, Action: ["sts:AssumeRole"] }],
  true,
  true,
);

/** A role with that trust policy, or with a bucket whose policy, beside what is judged, names the role. */
function stackOf(kind: Base["kind"], document: unknown): readonly TestResource[] {
  const role = { name: "holder", arn: ROLE_ARN, assumeRolePolicy: kind === "trust" ? document : OWN_TRUST };
  const holder: TestResource = { type: "aws:iam/role:Role", name: "holder", inputs: role, outputs: role };
  if (kind === "trust") return [holder];
  const outputs = { bucket: "photos", policy: document };
  return [holder, { type: "aws:s3/bucketPolicy:BucketPolicy", name: "photos", outputs }];
}

function isViolated({ policy, kind }: Base, document: unknown): boolean {
  const declaration = policyDeclarations.find(({ name }) => name === policy)!;
  return runPolicy(declaration, { resources: stackOf(kind, document) }).reports.some(({ level }) => level === "policy");
}

/** What makes a resource-based policy one that the pack judges: it names a role of the stack. */
const NAMES_THE_ROLE: StatementJson = {
  Effect: "Allow",
  Principal: { AWS: [ROLE_ARN] },
  Action: ["s3:GetObject"],
  Resource: ["arn:aws:s3:::photos/own/*"],
};

const rewriting = fc.record({
  names: fc.shuffledSubarray(Object.keys(REWRITINGS)),
  choices: fc.infiniteStream(fc.boolean()),
  asText: fc.boolean(),
  alone: fc.boolean(),
});
const SETTINGS = { seed: SEED, numRuns: Math.ceil(RUNS / 400) };

describe("equivalent rewritings of a document that names principals", () => {
  for (const base of BASES) {
    it(`${base.policy} says the same of them, and nothing where a Deny or a condition takes away what breaks it`, () => {
      const property = fc.property(rewriting, ({ names, choices, asText, alone }) => {
        const judged = (...statements: readonly StatementJson[]): boolean => {
          const first = base.kind === "resource" ? [NAMES_THE_ROLE, ...statements] : statements;
          const rewritten = names.reduce(
            (all, name) => REWRITINGS[name]!(all, () => choices.next().value === true),
            first,
          );
          return isViolated(base, spelled(rewritten, asText, alone));
        };
        const { violating, compliant, narrowing } = base;
        expect(judged(violating), "violating").to.equal(true);
        expect(judged(compliant), "compliant").to.equal(false);
        expect(judged({ ...violating, Condition: narrowing }), "a condition").to.equal(false);
        const denied: StatementJson = { ...violating, Effect: "Deny", Action: ["sts:*", "s3:*"] };
        expect(judged(violating, denied), "a Deny").to.equal(false);
      });
      fc.assert(property, SETTINGS);
    });
  }
});
