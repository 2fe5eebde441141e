import { expect } from "chai";
import fc from "fast-check";
import { evaluate, explain, normalizePolicyDocument, parsePolicyDocument, serializePolicyDocument } from "../../../iam";
import type { AuthorizationRequest } from "../../../iam";
import { identityDocument, resourceDocument } from "../../support/arbitraries/policy-arbitrary";
import { request } from "../../support/arbitraries/request-arbitrary";
import { RUNS, SEED } from "../../support/property-settings";

const POLICY_TYPES = ["identity", "resource", "trust", "permissionsBoundary", "session", "scp", "rcp"] as const;
const policyType = fc.constantFrom(...POLICY_TYPES);

const word = fc.constantFrom(
  ...["Version", "2012-10-17", "Statement", "Effect", "Allow", "Deny", "Principal", "NotPrincipal", "AWS", "Action"],
  ...["NotAction", "Resource", "NotResource", "Condition", "StringLike", "ForAllValues:ArnLike", "Null", "aws:x", "*"],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "${",
    "${aws:x}",
    "${a, '",
    "s3:*",
    "arn:aws:s3:::b",
    "",
  ],
);

/** Values in which the words of a policy stand where they belong and where they do not. */
const json = fc.letrec((tie) => ({
  leaf: fc.oneof(word, fc.string(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)),
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc.array(tie("node"), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(word, fc.string()), tie("node")), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).node;

/** Parses, and asks every question of what was parsed. */
function askEverything(input: unknown, asked: AuthorizationRequest, type?: (typeof POLICY_TYPES)[number]): void {
  const result = parsePolicyDocument(input, type === undefined ? {} : { policyType: type });
  if (result.kind === "invalid") {
    expect(result.issues).to.have.length.greaterThan(0);
    return;
  }
  const { document } = result;
  const named = { id: "p", document };
  const all = {
    identity: [named],
    permissionsBoundary: named,
    session: [named],
    resource: named,
    scps: [[named]],
    rcps: [[named]],
  };
  const { decision } = evaluate(asked, all);
  expect(["allowed", "explicitDeny", "implicitDeny", "unknown"]).to.include(decision);
  expect(explain(asked, all)).to.have.length.greaterThan(0);
  const again = parsePolicyDocument(JSON.stringify(serializePolicyDocument(normalizePolicyDocument(document))));
  expect(again.kind).to.equal("parsed");
  expect(Object.keys({})).to.deep.equal([]);
  expect(({} as Record<string, unknown>)["Statement"]).to.equal(undefined);
}

describe(`parse and evaluate on hostile input (seed ${SEED})`, () => {
  it("never throw on arbitrary values", () => {
    fc.assert(fc.property(json, request, policyType, askEverything), { seed: SEED, numRuns: RUNS });
  });

  it("never throw on arbitrary text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), request, (text, asked) => {
        askEverything(text, asked);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it("never throw on mutated documents", () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        resourceDocument,
        place,
        fc.nat(12),
        fc.oneof(word, fc.string()),
        request,
        (document, at, cut, put, asked) => {
          const text = JSON.stringify(document);
          const from = Math.floor(at * text.length);
          askEverything(text.slice(0, from) + put + text.slice(from + cut), asked);
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it("never throw on requests of any form", () => {
    const text = fc.oneof(word, fc.string());
    const anyRequest = fc.record({ principal: text, action: text, resource: text, context: fc.dictionary(text, text) });
    fc.assert(
      fc.property(fc.oneof(identityDocument, resourceDocument), anyRequest, (document, asked) => {
        askEverything(document, asked);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it("take no more than moments for patterns and documents that are made to be slow", () => {
    const resource = `arn:aws:s3:::${"*a".repeat(1000)}b`;
    const statement = {
      Effect: "Allow",
      Action: `s3:${"*a".repeat(500)}`,
      Resource: [resource, `${"?*".repeat(1000)}x`],
    };
    const asked = {
      principal: "*",
      action: `s3:${"a".repeat(10_000)}`,
      resource: `arn:aws:s3:::${"a".repeat(10_000)}`,
      context: {},
    };
    askEverything({ Version: "2012-10-17", Statement: statement }, asked);
    askEverything({ Version: "2012-10-17", Statement: Array.from({ length: 10_000 }, () => statement.Effect) }, asked);
  });
});
