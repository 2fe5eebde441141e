import { expect } from "chai";
import fc from "fast-check";
import { policyDeclarations } from "../../../policies/registry";
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
import { runPolicy, type TestResource } from "../../support/policy-run";
import { RUNS, SEED } from "../../support/property-settings";

/** Statements of a role that break a policy, others that do not, and what else the stack and the configuration have. */
interface Base {
  readonly policy: string;
  /** Whose statements they are, where that is not clear from the policy. */
  readonly of?: string;
  readonly violating: readonly StatementJson[];
  readonly compliant: readonly StatementJson[];
  readonly others?: readonly TestResource[];
  readonly config?: Readonly<Record<string, unknown>>;
  /** A rewriting that changes the verdict by its nature. */
  readonly without?: string;
}

const HOLDER_ARN = "arn:aws:iam::111122223333:role/holder";
const TO_LAMBDA = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
const PASS = allow("iam:PassRole", ROLE_ARN, TO_EC2);
const documentOf = (statements: readonly object[]) => ({ Version: "2012-10-17", Statement: statements });
const TRUST = JSON.stringify(
  documentOf([{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }]),
);

const role = (name: string, arn: string): TestResource => {
  const inputs = { name, arn, assumeRolePolicy: TRUST };
  return { type: "aws:iam/role:Role", name, inputs, outputs: inputs };
};
const inline = (name: string, holder: string, statement: object): TestResource => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name,
  outputs: { role: holder, policy: JSON.stringify(documentOf([statement])) },
});
const PASSED = role("team-web", ROLE_ARN);

/** What two policies that compare with a document allow; what the rewritings add is in it. */
const ALLOWED = documentOf([
  { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" },
  { Effect: "Allow", Action: "sts:GetCallerIdentity", Resource: "*" },
]);
const READING = [allow("s3:GetObject", "arn:aws:s3:::photos/*")];
const WRITING = [allow("s3:PutObject", "arn:aws:s3:::photos/*")];

const BASES: readonly Base[] = [
  {
    policy: "iam-role-disallow-change-by-passer",
    violating: [PASS, allow("iam:PutRolePolicy", ROLE_ARN)],
    compliant: [PASS, allow("iam:PutRolePolicy", "arn:aws:iam::111122223333:role/other")],
    others: [PASSED],
  },
  {
    policy: "iam-role-disallow-pass-role-gain",
    of: "of the passer",
    violating: [PASS],
    compliant: [PASS, allow("dynamodb:*", "*")],
    others: [PASSED, inline("tables", "team-web", allow("dynamodb:GetItem", "*"))],
  },
  {
    policy: "iam-role-disallow-pass-role-gain",
    of: "of the passed role",
    violating: WRITING,
    compliant: READING,
    others: [
      PASSED,
      inline("pass", "team-web", allow("iam:PassRole", HOLDER_ARN, TO_EC2)),
      inline("read", "team-web", allow("s3:GetObject", "arn:aws:s3:::photos/*")),
      inline("identity", "team-web", allow("sts:GetCallerIdentity", "*")),
    ],
  },
  {
    policy: "iam-role-require-trust-of-passed-service",
    violating: [allow("iam:PassRole", ROLE_ARN, TO_LAMBDA)],
    compliant: [PASS],
    others: [PASSED],
  },
  {
    policy: "iam-role-limit-permissions",
    violating: WRITING,
    compliant: READING,
    config: { limits: [{ roles: "holder", document: ALLOWED }] },
  },
  {
    policy: "iam-role-disallow-new-access",
    violating: WRITING,
    compliant: READING,
    config: { documents: [{ role: "holder", document: ALLOWED }] },
  },
];

/** What is wrong with how a document is written: neither a Deny nor a boundary takes that away. */
const WRITTEN: readonly Base[] = [
  {
    policy: "iam-document-disallow-not-elements",
    of: "but for NotAction in an Allow, which is what it is about",
    without: "NotAction of what there is not",
    violating: [{ Effect: "Allow", NotAction: ["iam:*"], Resource: ["arn:aws:s3:::photos/*"] }],
    compliant: READING,
  },
  {
    policy: "iam-document-require-valid",
    violating: [allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:ACCOUNT-ID-WITHOUT-HYPHENS:jobs")],
    compliant: [allow("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs")],
  },
  {
    policy: "iam-role-limit-document-size",
    of: "that is far from the quota on either side",
    violating: [manyResources(400)],
    compliant: [manyResources(4)],
  },
];

/** A Deny of other credentials is part of what is asked for, and a boundary that leaves something does not replace it. */
const DELIVERED: Base = {
  policy: "iam-instance-profile-require-credential-delivery-deny",
  violating: READING,
  compliant: [
    ...READING,
    {
      Effect: "Deny",
      Action: ["*"],
      Resource: ["*"],
      Condition: { NumericLessThan: { "ec2:RoleDelivery": "2.0" } },
    },
  ],
  others: [{ type: "aws:iam/instanceProfile:InstanceProfile", name: "profile", outputs: { role: "holder" } }],
};

function manyResources(count: number): StatementJson {
  const names = Array.from({ length: count }, (_, index) => `arn:aws:s3:::photos/folder-of-many-${index}/*`);
  return { Effect: "Allow", Action: ["s3:GetObject"], Resource: names };
}

const BOUND = JSON.stringify(documentOf(READING));

function isViolated({ policy, others = [], config }: Base, resources: readonly TestResource[]): boolean {
  const declaration = policyDeclarations.find(({ name }) => name === policy)!;
  const named = resources.map((one) => (one.name === "holder" ? withIdentity(one) : one));
  const { reports } = runPolicy(declaration, { resources: [...named, ...others], ...(config && { config }) });
  return reports.some(({ level }) => level === "policy");
}

/** The role with an ARN, and trusted by EC2. */
function withIdentity(holder: TestResource): TestResource {
  const { inputs = {} } = role("holder", HOLDER_ARN);
  return { ...holder, inputs: { ...holder.inputs, ...inputs }, outputs: { ...holder.outputs, ...inputs } };
}

const SETTINGS = { seed: SEED, numRuns: Math.ceil(RUNS / 1_000) };

/** The name of a test, with whose documents they are. */
function named(text: string, { of }: Base): string {
  return of === undefined ? text : `${text}, ${of}`;
}

describe("equivalent rewritings of the documents of a role", () => {
  for (const base of [...BASES, ...WRITTEN, DELIVERED]) {
    const { policy, violating, compliant, without } = base;

    it(named(`${policy} says the same of them, in every place and in several documents`, base), () => {
      const property = fc.property(rewriting, ({ names, choices, place, spelling }) => {
        const kept = names.filter((name) => name !== without);
        const [bad, good] = [violating, compliant].map((one) => rewritten(one, kept, choices));
        expect(isViolated(base, stackOf(bad!, place, spelling)), JSON.stringify(bad)).to.equal(true);
        expect(isViolated(base, stackOf(good!, place, spelling)), JSON.stringify(good)).to.equal(false);
        const [split, others] = [bad!, good!].map((all) =>
          stackOfDocuments(
            all.map((one) => [one]),
            spelling,
          ),
        );
        expect(isViolated(base, split!), `split: ${JSON.stringify(bad)}`).to.equal(true);
        expect(isViolated(base, others!), `split: ${JSON.stringify(good)}`).to.equal(false);
      });
      fc.assert(property, SETTINGS);
    });
  }

  for (const base of BASES) {
    it(named(`${base.policy} is silent where a Deny or a boundary takes away what breaks it`, base), () => {
      const property = fc.property(rewriting, ({ names, choices, place, spelling }) => {
        const bad = rewritten(base.violating, names, choices);
        expect(isViolated(base, stackOf([...bad, DENIED], place, spelling)), "a Deny").to.equal(false);
        expect(isViolated(base, stackOf(bad, place, spelling, BOUND)), "a boundary").to.equal(false);
        const apart = stackOfDocuments([...bad.map((one) => [one]), [DENIED]], spelling);
        expect(isViolated(base, apart), "a Deny in another document").to.equal(false);
      });
      fc.assert(property, SETTINGS);
    });
  }
});
