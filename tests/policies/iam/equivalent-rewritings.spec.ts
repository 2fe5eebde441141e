import { expect } from "chai";
import fc from "fast-check";
import { policyDeclarations } from "../../../policies/registry";
import { runPolicy, type TestResource } from "../../support/policy-run";
import {
  allow,
  DENIED,
  rewriting,
  rewritten,
  ROLE_ARN,
  stackOf,
  stackOfDocuments,
  TO_EC2,
  type StatementJson,
} from "../../support/document-rewritings";
import { RUNS, SEED } from "../../support/property-settings";

/** A document that breaks a policy, or one like it that does not, and a condition that narrows what breaks it. */
interface Base {
  readonly policy: string;
  readonly violating: StatementJson;
  readonly compliant: StatementJson;
  readonly narrowing: StatementJson["Condition"];
}

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

function isViolated(policy: string, resources: readonly TestResource[]): boolean {
  const declaration = policyDeclarations.find(({ name }) => name === policy)!;
  return runPolicy(declaration, { resources }).reports.some(({ level }) => level === "policy");
}

const BOUND = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" }],
});
const SETTINGS = { seed: SEED, numRuns: Math.ceil(RUNS / 200) };

describe("equivalent rewritings of a document", () => {
  for (const { policy, violating, compliant, narrowing } of BASES) {
    it(`${policy} says the same of them`, () => {
      const property = fc.property(rewriting, ({ names, choices, place, spelling }) => {
        const [bad, good] = [violating, compliant].map((one) => rewritten([one], names, choices));
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
          const documents = rewritten([statement], names, choices).map((one) => [one]);
          const others = [0, 1].map((index) => [harmless(index)]);
          return stackOfDocuments([...others.slice(0, first), ...documents, ...others.slice(first)], spelling);
        };
        expect(isViolated(policy, split(violating)), "violating").to.equal(true);
        expect(isViolated(policy, split(compliant)), "compliant").to.equal(false);
        const documents = rewritten([violating], names, choices).map((one) => [one]);
        expect(isViolated(policy, stackOfDocuments([...documents, [DENIED]], spelling)), "a Deny").to.equal(false);
      });
      fc.assert(property, SETTINGS);
    });

    it(`${policy} is silent where a Deny, a boundary or a condition takes away what breaks it`, () => {
      const property = fc.property(rewriting, ({ names, choices, place, spelling }) => {
        const bad = rewritten([violating], names, choices);
        expect(isViolated(policy, stackOf([...bad, DENIED], place, spelling)), "a Deny").to.equal(false);
        expect(isViolated(policy, stackOf(bad, place, spelling, BOUND)), "a boundary").to.equal(false);
        if (narrowing === undefined) return;
        const narrowed = rewritten([{ ...violating, Condition: narrowing }], names, choices);
        expect(isViolated(policy, stackOf(narrowed, place, spelling)), JSON.stringify(narrowed)).to.equal(false);
      });
      fc.assert(property, SETTINGS);
    });
  }
});
