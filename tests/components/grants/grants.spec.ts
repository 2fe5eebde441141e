import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";

import { grants, InstanceRole } from "../../../components";
import type { StatementArgs } from "../../../components";
import { policyDocument } from "../../../components/policy-statement";
import { bundledCatalogue, checkEquivalence, evaluate, lint } from "../../../iam";
import { policy } from "../../support/policies";
import { SEED } from "../../support/property-settings";
import { ACCOUNT, REGION, runWithMocks, valueOf } from "../../support/pulumi-mocks";
import { GRANT_CASES, plainStatements } from "./grant-cases";

const PRINCIPAL = `arn:aws:sts::${ACCOUNT}:assumed-role/app/i-0123456789abcdef0`;

/** The document of a role that is given `statements`, as known at first preview. */
async function documentOf(statements: () => StatementArgs[]): Promise<object> {
  return policyDocument(await plainStatements(statements));
}

const ACTIONS = [...new Set(GRANT_CASES.flatMap(({ actions }) => actions)), "s3:DeleteObject", "iam:PassRole"];
const RESOURCES = [...new Set(GRANT_CASES.flatMap(({ granted, refused }) => [...granted, ...refused]))];

describe("grants", () => {
  for (const { name, statements, actions, asked, granted, isGranted, contexts } of GRANT_CASES) {
    it(`${name} allows exactly what was asked`, async () => {
      const identity = [policy("grant", await documentOf(statements))];
      const requests = fc.record({
        action: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...actions) }, fc.constantFrom(...ACTIONS)),
        resource: fc
          .tuple(
            fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...granted) }, fc.constantFrom(...RESOURCES)),
            fc.oneof({ weight: 3, arbitrary: fc.constant("") }, fc.constantFrom("/", "-2", "x", "/index/other", ":*")),
          )
          .map(([arn, suffix]) => (arn === "*" ? arn : arn + suffix)),
        context: fc.constantFrom(...contexts, {}),
      });
      let allowed = 0;
      fc.assert(
        fc.property(requests, ({ action, resource, context }) => {
          const { decision } = evaluate({ principal: PRINCIPAL, action, resource, context }, { identity });
          const want = actions.includes(action) && isGranted(action, resource, context);
          allowed += want ? 1 : 0;
          expect(decision).to.equal(want ? "allowed" : "implicitDeny");
        }),
        { seed: SEED, numRuns: 500 },
      );
      expect(allowed, "requests that are allowed").to.be.greaterThan(20);
    });

    it(`${name} allows what its statements by hand would, and nothing else, whatever the request`, async () => {
      const given = policy("grant", await documentOf(statements)).document;
      const byHand = policyDocument(asked.map((statement) => ({ actions: [...actions], ...statement })));
      expect(checkEquivalence(given, policy("asked", byHand).document)).to.deep.equal({ kind: "equivalent" });
    });

    it(`${name} lints without a finding`, async () => {
      const { document } = policy("grant", await documentOf(statements));
      expect(lint(document, { policyType: "identity", catalogue: bundledCatalogue() })).to.deep.equal([]);
    });
  }

  it("keep the ARN of a secret and of a key as symbols with their patterns until they exist", async () => {
    const run = await runWithMocks(
      () =>
        new InstanceRole("app", {
          statements: [
            ...grants.secretsManager.read(new aws.secretsmanager.Secret("db")),
            ...grants.kms.decrypt(new aws.kms.Key("key", { region: REGION }), { via: "secretsmanager" }),
          ],
        }),
      { preview: true },
    );
    const published = (await valueOf(run.value.documents)) ?? [];
    const symbols = published.flatMap((document) => document.symbols);
    expect(symbols.map(({ pattern }) => pattern)).to.deep.equal([
      "arn:aws*:secretsmanager:*:*:secret:?*",
      "arn:aws*:kms:*:*:key/?*",
    ]);
  });

  it("know at first preview the ARN of a resource, given as its `arn`", async () => {
    const given: readonly (readonly [() => StatementArgs[], string])[] = [
      [() => grants.s3.list(new aws.s3.Bucket("b", { bucket: "photos" }).arn), "arn:aws:s3:::photos"],
      [() => grants.s3.read(new aws.s3.Bucket("b", { bucket: "photos" }).arn), "arn:aws:s3:::photos/*"],
      [
        () => grants.sqs.send(new aws.sqs.Queue("q", { name: "jobs", region: REGION }).arn),
        `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`,
      ],
    ];
    for (const [statements, arn] of given) {
      const [statement] = await plainStatements(statements);
      expect(statement?.resources).to.deep.equal([arn]);
    }
  });

  it("keep what is known of an ARN that the program made itself", async () => {
    const run = await runWithMocks(
      () => {
        const arn = new aws.s3.Bucket("b").arn.apply((text) => text);
        return new InstanceRole("app", { statements: grants.s3.read(arn, { prefix: "in/" }) });
      },
      { preview: true },
    );
    const published = (await valueOf(run.value.documents)) ?? [];
    expect(published.flatMap(({ symbols }) => symbols.map(({ pattern }) => pattern))).to.deep.equal([
      "arn:aws*:s3:::?*/in/*",
    ]);
  });

  it("name a key's service in every form that the partition knows", async () => {
    const arn = `arn:aws-cn:kms:cn-north-1:${ACCOUNT}:key/1234`;
    const run = await runWithMocks(() => pulumi.output(grants.kms.decrypt(arn, { via: "s3" })), {
      partition: "aws-cn",
    });
    expect(await valueOf(run.value))
      .to.have.nested.property("[0].conditions.StringEquals")
      .that.deep.equals({
        "kms:ViaService": ["s3.cn-north-1.amazonaws.com", "s3.cn-north-1.amazonaws.com.cn"],
      });
  });

  const refusals: readonly (readonly [string, () => unknown, string])[] = [
    [
      "a queue for a bucket",
      () => grants.s3.read(`arn:aws:sqs:${REGION}:${ACCOUNT}:q`),
      "expected the ARN of one bucket",
    ],
    ["several buckets", () => grants.s3.write("arn:aws:s3:::photos-*"), "without wildcards"],
    ["a wildcard as prefix", () => grants.s3.list("arn:aws:s3:::photos", { prefix: "*" }), "the beginning of keys"],
    ["a variable as prefix", () => grants.s3.read("arn:aws:s3:::photos", { prefix: "${aws:userid}/" }), "variables"],
    ["a topic for a queue", () => grants.sqs.send(`arn:aws:sns:${REGION}:${ACCOUNT}:t`), "the ARN of one queue"],
    [
      "a secret without its six characters",
      () => grants.secretsManager.read(`arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:db`),
      "6 characters",
    ],
    ["every secret", () => grants.secretsManager.readPrefix("*"), "the beginning of secret names"],
    [
      "an alias for a key",
      () => grants.kms.decrypt(`arn:aws:kms:${REGION}:${ACCOUNT}:alias/k`, { via: "s3" }),
      "not of an alias",
    ],
    [
      "a pattern of services",
      () => grants.kms.decrypt(`arn:aws:kms:${REGION}:${ACCOUNT}:key/1`, { via: "s*" }),
      "the name of one service",
    ],
    ["every parameter", () => grants.ssm.readParameters("/"), "a path such as"],
    ["a path without its slash", () => grants.ssm.readParameters("my-app"), "a path such as"],
    [
      "every index",
      () => grants.dynamodb.readIndex(`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/t`, "*"),
      "the name of an index",
    ],
    [
      "an ARN that ends in streams",
      () => grants.logs.write(`arn:aws:logs:${REGION}:${ACCOUNT}:log-group:g:*`),
      "the ARN of one log group",
    ],
    [
      "nothing for a bucket",
      () => grants.s3.read(undefined as never),
      "grants.s3.read: got nothing, expected the resource",
    ],
    [
      "another resource for a bucket",
      () => grants.s3.list({ foo: 1 } as never),
      'grants.s3.list: got `{"foo":1}`, expected the resource, or the ARN of one bucket',
    ],
    ["a number for a queue", () => grants.sqs.send(5 as never), "grants.sqs.send: got `5`"],
    [
      "a mistyped option",
      () => grants.s3.read("arn:aws:s3:::photos", { prefx: "in/" } as never),
      "grants.s3.read: got the option `prefx`, expected an object with `prefix`, `bucketAccount`",
    ],
    ["a text as options", () => grants.s3.read("arn:aws:s3:::photos", "in/" as never), "got `in/` as options"],
    [
      "an output as prefix",
      () => grants.s3.read("arn:aws:s3:::photos", { prefix: pulumi.output("a") as never }),
      "got an output",
    ],
    [
      "no index",
      () => grants.dynamodb.readIndex(`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/t`, undefined as never),
      "got nothing",
    ],
    [
      "no service of a key",
      () => grants.kms.decrypt(`arn:aws:kms:${REGION}:${ACCOUNT}:key/1`, {} as never),
      "got nothing for `via`",
    ],
    [
      "a region that is none",
      () => grants.secretsManager.readPrefix("a", { region: "nowhere" }),
      "got `nowhere` as `region`",
    ],
    ["an account that is none", () => grants.ssm.readParameters("/a", { accountId: "12" }), "got `12` as `accountId`"],
    ["every namespace", () => grants.cloudwatch.putMetrics("*"), "a namespace"],
  ];
  for (const [title, grant, message] of refusals) {
    it(`refuse ${title}`, () => {
      expect(grant).to.throw(pulumi.RunError, message);
    });
  }
});
