import { expect } from "chai";

import { policyDocument, type PlainStatement } from "../../../components/policy-statement";
import { bundledCatalogue, checkDisjointness } from "../../../iam";
import { policy } from "../../support/policies";
import { GRANT_CASES, plainStatements } from "./grant-cases";

const catalogue = bundledCatalogue();
const EVERYTHING = policy("everything", policyDocument([{ actions: ["*"], resources: ["*"] }])).document;

/**
 * What the Service Authorization Reference does not have of a statement: actions, a resource of each type that an action
 * is authorised against, and the condition keys of an action.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
function unsupported({ actions, resources, conditions = {} }: PlainStatement): readonly string[] {
  return actions.flatMap((name) => {
    const [service = "", operation = ""] = name.split(":");
    const action = catalogue.action(service, operation);
    if (action === undefined) return [`no action ${name}`];
    const received = (resource: string) =>
      checkDisjointness(
        policy("grant", policyDocument([{ actions: [name], resources: [resource] }])).document,
        EVERYTHING,
        {
          catalogue,
        },
      ).kind === "overlapping";
    const isNarrow = action.resourceTypes.some(({ required }) => required);
    const keys = [action, ...action.resourceTypes].flatMap(({ conditionKeys }) => conditionKeys);
    return [
      ...resources.filter((resource) => !received(resource)).map((resource) => `${name} is never asked on ${resource}`),
      ...(isNarrow && resources.includes("*") ? [`${name} has resource types, and is granted on *`] : []),
      ...Object.values(conditions)
        .flatMap((tests) => Object.keys(tests))
        .filter((key) => !(key.startsWith("aws:") ? catalogue.conditionKey(key) : keys.includes(key)))
        .map((key) => `${name} does not support ${key}`),
    ];
  });
}

describe("grants, by the Service Authorization Reference", () => {
  for (const { name, statements } of GRANT_CASES) {
    it(`${name} names actions, resource types and condition keys that there are`, async () => {
      const given = await plainStatements(statements);
      expect(given).to.have.length.greaterThan(0);
      expect(given.flatMap(unsupported)).to.deep.equal([]);
    });
  }

  const wrong: readonly (readonly [PlainStatement, string])[] = [
    [{ actions: ["s3:HeadBucket"], resources: ["*"] }, "no action s3:HeadBucket"],
    [
      { actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::photos/*"] },
      "s3:ListBucket is never asked on arn:aws:s3:::photos/*",
    ],
    [
      { actions: ["logs:PutLogEvents"], resources: ["arn:aws:logs:eu-central-1:123456789012:log-group:a"] },
      "logs:PutLogEvents is never asked on arn:aws:logs:eu-central-1:123456789012:log-group:a",
    ],
    [{ actions: ["sqs:SendMessage"], resources: ["*"] }, "sqs:SendMessage has resource types, and is granted on *"],
    [
      {
        actions: ["s3:GetObject"],
        resources: ["arn:aws:s3:::a/*"],
        conditions: { StringLike: { "s3:prefix": "in/*" } },
      },
      "s3:GetObject does not support s3:prefix",
    ],
  ];
  for (const [statement, message] of wrong) {
    it(`would not have passed: ${message}`, () => {
      expect(unsupported(statement)).to.deep.equal([message]);
    });
  }
});
