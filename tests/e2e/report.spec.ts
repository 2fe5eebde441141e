import { expect } from "chai";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestResource } from "../support/policy-run";
import { BUILT_PACK, PolicyServer } from "../support/policy-server";
import { readSarif } from "../support/sarif";

const allow = (Action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const STACK: readonly TestResource[] = [
  { type: "pulumi:pulumi:Stack", name: "cases-dev", outputs: {} },
  {
    type: "aws:iam/role:Role",
    name: "web",
    outputs: {
      name: "web",
      arn: { $unknown: true },
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    },
  },
  { type: "aws:iam/rolePolicy:RolePolicy", name: "all", outputs: { role: "web", policy: allow("iam:*") } },
  { type: "aws:iam/rolePolicy:RolePolicy", name: "more", outputs: { role: "web", policy: { $unknown: true } } },
];
const INSTANCE: TestResource = {
  type: "aws:ec2/instance:Instance",
  name: "web",
  inputs: { ami: "ami-0abcdef1234567890", metadataOptions: { httpTokens: "optional" } },
};

describe("the report of the built policy pack", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "report-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("is that of no verdict until the stack was judged, then has all of them, and changes none", async () => {
    const read = (name: string): string => readFileSync(join(folder, name), "utf8");
    const server = await PolicyServer.start(BUILT_PACK, { EC2_IDENTITY_REPORT: join(folder, "report") });
    try {
      expect(read("report.md")).to.contain("**Not judged.**");
      expect(readSarif(read("report.sarif")).runs[0]?.invocations?.[0]?.executionSuccessful).to.equal(false);
      const told = [...(await server.analyze(INSTANCE)), ...(await server.analyzeStack(STACK))];
      const log = readSarif(read("report.sarif"));
      const results = log.runs[0]?.results ?? [];
      expect(log.runs[0]?.invocations?.[0]?.executionSuccessful).to.equal(true);
      const places = results.map(({ ruleId, locations }) => {
        const urn = locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName ?? "";
        return `${ruleId?.replace("/not-verified", "") ?? ""} ${urn}`;
      });
      const web = "urn:pulumi:dev::cases::aws:ec2/instance:Instance::web";
      expect(places).to.deep.equal(told.map(({ policy, urn }) => `${policy} ${urn || web}`));
      for (const [index, { message }] of results.entries()) expect(told[index]?.message).to.contain(message.text);
      expect(told.map(({ policy }) => policy)).not.to.include.oneOf(["iam-policy-disallow-service-wildcard"]);
      expect(told.map(({ policy, level }) => `${policy} ${level}`)).to.include.members([
        "ec2-instance-require-imdsv2 mandatory",
        "iam-policy-disallow-admin-access mandatory",
        "iam-policy-disallow-admin-access advisory",
      ]);
      const row = read("report.md")
        .split("\n")
        .find((line) => line.startsWith("| `web` (new) |"));
      expect(row).to.match(/\*\*Permissions management\*\*: iam \(all \d+ actions\)/);
      expect(row).to.contain("*not known*: `policy` of aws:iam/rolePolicy:RolePolicy `more`");
      expect(row).to.match(/\| aws:iam\/role:Role `web` \| assumed by `ec2\.amazonaws\.com` \|$/);
      expect(readdirSync(folder).sort()).to.deep.equal(["report.md", "report.sarif"]);
    } finally {
      await server.stop();
    }
  });

  it("is missed by a violation where it cannot be written in the end, and nothing else is", async () => {
    const path = join(folder, "later", "report");
    mkdirSync(join(folder, "later"));
    const server = await PolicyServer.start(BUILT_PACK, { EC2_IDENTITY_REPORT: path });
    try {
      rmSync(join(folder, "later"), { recursive: true });
      const told = await server.analyzeStack(STACK);
      const [missing, ...others] = told.filter(({ policy }) => policy === "ec2-identity-report");
      expect(missing?.level).to.equal("mandatory");
      expect(missing?.message).to.contain(`cannot be written to \`${path}.sarif\`: its folder does not exist`);
      expect(others).to.deep.equal([]);
      expect(told.map(({ policy }) => policy)).to.include("iam-policy-disallow-admin-access");
    } finally {
      await server.stop();
    }
  });

  it("keeps a pack from serving where it cannot be written, with the reason and no stack trace", async () => {
    const path = join(folder, "none", "report");
    const failure: unknown = await PolicyServer.start(BUILT_PACK, { EC2_IDENTITY_REPORT: path }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(Error);
    const { message } = failure as Error;
    expect(message).to.contain(
      `EC2_IDENTITY_REPORT: the report cannot be written to \`${path}.sarif\`: its folder does not exist`,
    );
    expect(message).to.not.contain("    at ");
  });
});
