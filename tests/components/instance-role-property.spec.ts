import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import fc from "fast-check";

import { arnOf, InstanceRole } from "../../components";
import { readSymbolically } from "../../components/document-checks";
import { planInstanceRoleGrant } from "../../components/instance-role-grant-plan";
import { planInstanceRole } from "../../components/instance-role-plan";
import { policyDocument } from "../../components/policy-statement";
import { bundledCatalogue, checkContainment, lint, type PolicyDocument, type PolicyType } from "../../iam";
import { SEED } from "../support/property-settings";
import { runWithMocks, valueOf } from "../support/pulumi-mocks";
import { type ArbitraryRole, arbitraryRole, askedFor, withValues } from "./instance-role-arbitrary";

const SYMBOLS = { bucket: "${ec2-identity:symbol:0}", queue: "${ec2-identity:symbol:1}" };
const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

function read(document: object, policyType: PolicyType = "identity"): PolicyDocument {
  const result = readSymbolically(document, policyType);
  if (result.kind !== "parsed") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

function planned(role: ArbitraryRole) {
  const result = planInstanceRole({ ec2ServicePrincipal: "ec2.amazonaws.com", ...withValues(role, SYMBOLS) });
  if (result.kind !== "planned") throw new Error(JSON.stringify(result.problems));
  const { trustPolicy, inlinePolicies, customerManagedPolicies } = result.plan;
  const identity = [...Object.values(inlinePolicies), ...Object.values(customerManagedPolicies)];
  return { trustPolicy, identity: identity.map((document) => document ?? {}) };
}

/** The arguments as a program gives them: what is named in braces is the ARN of a resource of the same program. */
function withOutputs(given: unknown, values: Readonly<Record<string, pulumi.Output<string>>>): unknown {
  if (typeof given === "string") {
    const [, name, rest] = /^\{(bucket|queue)\}(.*)$/.exec(given) ?? [];
    return name === undefined ? given : pulumi.interpolate`${values[name]}${rest}`;
  }
  if (Array.isArray(given)) return given.map((part) => withOutputs(part, values));
  return typeof given === "object" && given !== null
    ? Object.fromEntries(Object.entries(given).map(([key, part]) => [key, withOutputs(part, values)]))
    : given;
}

describe("an InstanceRole, whatever its arguments", () => {
  it("has documents that lint without error", () => {
    fc.assert(
      fc.property(arbitraryRole, (role) => {
        const { trustPolicy, identity } = planned(role);
        const errors = (document: object, policyType: PolicyType) =>
          lint(read(document, policyType), { policyType, catalogue: bundledCatalogue() }).filter(
            ({ severity }) => severity === "error",
          );
        expect(errors(trustPolicy, "trust")).to.deep.equal([]);
        for (const document of identity) expect(errors(document, "identity")).to.deep.equal([]);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it("allows nothing outside what was asked for, and EC2 alone to assume it", () => {
    let undecided = 0;
    fc.assert(
      fc.property(arbitraryRole, (role) => {
        const { trustPolicy, identity } = planned(role);
        const asked = askedFor(withValues(role, SYMBOLS));
        const verdict = checkContainment(
          identity.map((each) => read(each)),
          asked.map((each) => read(each)),
        );
        undecided += verdict.kind === "unknown" ? 1 : 0;
        expect(verdict.kind, JSON.stringify(verdict)).to.not.equal("notContained");
        const trust = checkContainment(read(trustPolicy, "trust"), read(TRUST, "trust"), { policyType: "trust" });
        expect(trust).to.deep.equal({ kind: "contained" });
      }),
      { seed: SEED, numRuns: 100 },
    );
    expect(undecided, "answers that are not known").to.be.at.most(3);
  });

  it("publishes at first preview what it has after the update, in full, where names are known", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRole, async (role) => {
        const documents = async (preview: boolean) => {
          const run = await runWithMocks(
            () => {
              const bucket = arnOf(new aws.s3.Bucket("photos"));
              const queue = arnOf(new aws.sqs.Queue("jobs", { region: "eu-central-1" }));
              return new InstanceRole("app", withOutputs(role, { bucket, queue }) as object);
            },
            { preview },
          );
          const texts = ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"].flatMap((type) =>
            Object.values(run.ofType(type)).map(({ policy }) => policy),
          );
          return { texts, published: (await valueOf(run.value.documents)) ?? [] };
        };
        const first = await documents(true);
        for (const text of first.texts) expect(text).to.be.a("string");
        for (const { symbols } of first.published) expect(symbols).to.deep.equal([]);
        expect(first.published.slice(1).map(({ document }) => JSON.stringify(document))).to.have.members(first.texts);
        const update = await documents(false);
        expect(update.published).to.deep.equal(first.published);
      }),
      { seed: SEED, numRuns: 15 },
    );
  });
});

describe("an InstanceRoleGrant, whatever its statements", () => {
  it("has a document that lints without error and allows nothing outside them", () => {
    let undecided = 0;
    fc.assert(
      fc.property(arbitraryRole, (role) => {
        const { statements = [] } = withValues(role, SYMBOLS);
        fc.pre(statements.length > 0);
        const result = planInstanceRoleGrant({ policyName: "more", statements });
        if (result.kind !== "planned") throw new Error(JSON.stringify(result.problems));
        const document = read(result.plan.document);
        const found = lint(document, { policyType: "identity", catalogue: bundledCatalogue() });
        expect(found.filter(({ severity }) => severity === "error")).to.deep.equal([]);
        const verdict = checkContainment(document, read(policyDocument(statements)));
        undecided += verdict.kind === "unknown" ? 1 : 0;
        expect(verdict.kind, JSON.stringify(verdict)).to.not.equal("notContained");
      }),
      { seed: SEED, numRuns: 100 },
    );
    expect(undecided, "answers that are not known").to.equal(0);
  });
});
