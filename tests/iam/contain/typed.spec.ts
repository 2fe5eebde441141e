import { expect } from "chai";
import fc from "fast-check";
import {
  bundledCatalogue,
  checkContainment,
  compilePolicies,
  evaluate,
  parsePolicyDocument,
  type AuthorizationRequest,
  type Containment,
  type PolicyDocument,
} from "../../../iam";
import { pairs, SEED } from "../../support/property-settings";

const PAIRS = pairs(40);
const PRINCIPAL = "arn:aws:iam::111122223333:role/example";
const ACTIONS = [
  "s3:GetObject",
  "s3:*",
  "s3:List*",
  "*:List*",
  "*",
  "sqs:SendMessage",
  "sqs:*",
  "iam:PassRole",
  "iam:*Role",
];
const RESOURCES = [
  "*",
  ...["b", "b/*", "*", "b*", "?", "*/*"].map((end) => `arn:aws:s3:::${end}`),
  "arn:*:s3:::b/k",
  "arn:aws:sqs:*:111122223333:q",
  "arn:aws:sqs:us-east-1:*:*",
  "arn:aws:iam::*:role/x",
  "arn:aws:iam::111122223333:role/*",
  "arn:aws:iam::111122223333:*",
];

/** Requests that AWS receives, action by action. */
const RECEIVED: Readonly<Record<string, readonly string[]>> = {
  "s3:GetObject": ["b/k", "b/k/l", "c/k", "bx/k", "b/"].map((end) => `arn:aws:s3:::${end}`),
  "s3:ListBucket": ["b", "c", "bx", "x"].map((end) => `arn:aws:s3:::${end}`),
  "s3:ListAllMyBuckets": ["*"],
  "sqs:SendMessage": [
    "arn:aws:sqs:us-east-1:111122223333:q",
    "arn:aws:sqs:eu-west-1:111122223333:q",
    "arn:aws:sqs:us-east-1:444455556666:r",
    "arn:aws-cn:sqs:cn-north-1:111122223333:q",
  ],
  "iam:PassRole": ["111122223333:role/x", "111122223333:role/p/y", "444455556666:role/x"].map(
    (end) => `arn:aws:iam::${end}`,
  ),
  "iam:ListRoles": ["*"],
};
const CONTEXTS: readonly AuthorizationRequest["context"][] = [
  {},
  { "iam:PassedToService": "ec2.amazonaws.com" },
  { "iam:PassedToService": "ecs.amazonaws.com" },
];

const some = (values: readonly string[], maxLength: number): fc.Arbitrary<readonly string[]> =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength });
const condition = fc.constantFrom(
  {},
  {},
  { Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } },
  { Condition: { StringNotEqualsIfExists: { "iam:PassedToService": "ec2.amazonaws.com" } } },
);
const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
    action: fc.tuple(fc.constantFrom("Action", "Action", "Action", "NotAction"), some(ACTIONS, 2)),
    resource: fc.tuple(fc.constantFrom("Resource", "Resource", "Resource", "NotResource"), some(RESOURCES, 3)),
    block: condition,
  })
  .map(({ Effect, action, resource, block }) => ({
    Effect,
    [action[0]]: action[1],
    [resource[0]]: resource[1],
    ...block,
  }));
const document = fc.array(statement, { minLength: 1, maxLength: 3 });

function documentOf(statements: readonly object[]): PolicyDocument {
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement: statements });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

/** A request that AWS receives, that inner allows and outer does not. */
function enumerate(inner: PolicyDocument, outer: PolicyDocument): AuthorizationRequest | undefined {
  const [one, other] = [inner, outer].map((side) => compilePolicies({ identity: [{ id: "p", document: side }] }));
  for (const [action, resources] of Object.entries(RECEIVED)) {
    for (const resource of resources) {
      for (const context of CONTEXTS) {
        const request = { principal: PRINCIPAL, action, resource, context };
        if (evaluate(request, one!).decision !== "allowed") continue;
        if (evaluate(request, other!).decision !== "allowed") return request;
      }
    }
  }
  return undefined;
}

const PIECES: Readonly<Record<string, string>> = {
  "${Partition}": "aws(-cn|-us-gov)?",
  "${Account}": "\\d{12}",
  "${Region}": "[^:]*",
  "*": ".*",
};

/** Recovery points of AWS Backup are ARNs of many services, all in a Region. */
const RECOVERY_POINT = /^arn:aws(-cn|-us-gov)?:[^:]+:[^:]+:[^:]*:[^:]+[:/].+$/s;

/** Whether the catalogue has the action, and a type of it such an ARN; or no type, and the resource is `*`. */
function isReceived({ action, resource }: AuthorizationRequest): boolean {
  const catalogue = bundledCatalogue();
  const [service = "", name = ""] = action.split(":");
  const types = catalogue.action(service, name)?.resourceTypes.map((type) => type.name);
  if (types === undefined) return false;
  if (types.length === 0) return resource === "*";
  const formats = catalogue
    .resourceTypes(service)
    .filter((type) => types.includes(type.name))
    .flatMap(({ arnFormat }) => arnFormat.split(/,\s*(?=arn:)/));
  return formats.some((format) => {
    if (format.includes("${Vendor}")) return RECOVERY_POINT.test(resource);
    const pieces = format.split(/(\$\{\w+\}|\*)/).map((piece, index) => {
      return index % 2 === 0 ? piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : (PIECES[piece] ?? ".+");
    });
    return new RegExp(`^${pieces.join("")}$`, "s").test(resource);
  });
}

describe("containment over what AWS can receive, and its oracle", () => {
  it("agree on random pairs, and every counterexample is a request that AWS receives", function () {
    this.timeout(0);
    const catalogue = bundledCatalogue();
    const counts: Record<Containment["kind"], number> = { contained: 0, notContained: 0, unknown: 0 };
    fc.assert(
      fc.property(document, document, (first, second) => {
        const [inner, outer] = [documentOf(first), documentOf(second)];
        const verdict = checkContainment(inner, outer, { catalogue });
        counts[verdict.kind]++;
        if (verdict.kind === "contained") expect(enumerate(inner, outer)).to.equal(undefined);
        if (verdict.kind === "notContained") {
          expect(isReceived(verdict.counterexample), JSON.stringify(verdict.counterexample)).to.equal(true);
          expect(checkContainment(inner, outer).kind, "without a catalogue").to.equal("notContained");
        }
      }),
      { seed: SEED, numRuns: PAIRS },
    );
    expect(counts.contained, "contained verdicts compared").to.be.greaterThan(PAIRS / 20);
    expect(counts.unknown, JSON.stringify(counts)).to.equal(0);
  });
});
