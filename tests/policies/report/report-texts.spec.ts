import { expect } from "chai";
import type { Policy, RecordedFinding } from "../../../policies/report/recorder";
import type { ReportContent } from "../../../policies/report/report-content";
import { reportMarkdown } from "../../../policies/report/report-markdown";
import { reportSarif, unfinishedSarif } from "../../../policies/report/report-sarif";
import { createPolicies } from "../../../policies/registry";
import { readSarif } from "../../support/sarif";

const NONE: ReportContent = { findings: [], exempted: [], asked: [], overview: { roles: [], gaps: [] } };
const ADMIN = createPolicies().find(({ name }) => name === "iam-policy-disallow-admin-access")!;
const OWN: Policy = { name: "own", description: "What holds.", validateStack: () => undefined };
const asked = (policy: Policy, settings = {}) => ({ policy, settings });
const URN = "urn:pulumi:dev::test::our:Component$aws:iam/rolePolicy:RolePolicy::a::b";
const VIOLATION: RecordedFinding = {
  policy: ADMIN,
  urn: URN,
  message: "aws:iam/rolePolicy:RolePolicy `a::b`: `policy` grants <all>|`<b>`\nfix: list",
};
const UNPROVED: RecordedFinding = { policy: OWN, urn: URN, message: "not verified: it is unknown" };

function section(content: ReportContent, title: string): readonly string[] {
  const [, text = ""] = reportMarkdown(content).split(`## ${title}\n\n`);
  return (text.split("\n## ")[0] ?? "").trim().split("\n");
}

describe("the summary in Markdown", () => {
  it("says what was asked and that nothing was found", () => {
    const text = reportMarkdown({ ...NONE, asked: [asked(ADMIN)] });
    expect(text).to.contain("0 violations, 0 not verified; 1 policy had something to judge.");
    expect(text).to.contain("## Violations\n\nNone.\n\n## Not verified\n\nNothing:");
  });

  it("keeps violations and what is not verified apart, worst first, each with its resource and in one row", () => {
    const content = {
      ...NONE,
      findings: [{ ...VIOLATION, policy: OWN }, UNPROVED, VIOLATION],
      asked: [asked(ADMIN), asked(OWN)],
    };
    expect(reportMarkdown(content)).to.contain("2 violations, 1 not verified; 2 policies");
    const [, , worst, other, ...further] = section(content, "Violations");
    expect(worst).to.match(/^\| critical \| \[`iam-policy-disallow-admin-access`\]\(https:.*\.md\) \| /);
    expect(worst).to.contain("| aws:iam/rolePolicy:RolePolicy `a::b` | `policy` grants &lt;all>\\|`<b>`; fix: list |");
    expect(other).to.match(/^\| {2}\| `own` \|/);
    expect(further).to.deep.equal([]);
    expect(section(content, "Not verified").at(-1)).to.match(/\| it is unknown \|$/);
  });

  it("calls nothing that is not verified more than medium, as the CLI does", () => {
    const content = { ...NONE, findings: [{ ...UNPROVED, policy: ADMIN }], asked: [asked(ADMIN)] };
    expect(section(content, "Not verified").at(-1)).to.match(/^\| medium /);
    const [run] = reportSarif(content, "1.2.3").runs;
    const rule = run.tool.driver.rules.find(({ id }) => id === run.results[0]?.ruleId);
    expect(rule?.properties).to.deep.include({ "security-severity": "5.5" });
    expect(rule?.shortDescription.text).to.equal(`Not verified: ${ADMIN.description}`);
  });

  it("leaves out nothing as long as the whole has room in a comment", () => {
    const findings = Array.from({ length: 200 }, (_, index) => ({ ...VIOLATION, urn: `${URN}${index}` }));
    const text = reportMarkdown({ ...NONE, findings });
    expect(text.length).to.be.within(40_000, 60_000);
    expect(text).to.not.contain("left out");
  });

  it("tells whether new access was looked for, found, or not decided", () => {
    const policy = createPolicies().find(({ name }) => name === "iam-role-disallow-new-access")!;
    expect(policy.configSchema?.properties).to.include.keys("stackExport", "documents");
    expect(section(NONE, "New access")).to.deep.equal([
      "Not compared with what was there before: `iam-role-disallow-new-access` is off.",
    ]);
    expect(
      section({ ...NONE, asked: [asked(policy, { documents: [], stackExport: "" })] }, "New access"),
    ).to.deep.equal([
      "Not compared with what was there before: `iam-role-disallow-new-access` has neither `stackExport` nor `documents`.",
    ]);
    const compared = { ...NONE, asked: [asked(policy, { stackExport: "/state.json" })] };
    expect(section(compared, "New access")[0]).to.contain("None: nobody may do");
    const found = { ...compared, findings: [{ ...VIOLATION, policy }] };
    expect(section(found, "New access")).to.have.length(3);
    expect(section(found, "Violations")).to.deep.equal(["None."]);
    const undecided = { ...compared, findings: [{ ...UNPROVED, policy }] };
    expect(section(undecided, "New access")[0]).to.contain("not all is decided");
    expect(section(undecided, "Not verified")).to.have.length(3);
  });

  it("fits into a comment of GitHub whatever the stack, and says what it leaves out", () => {
    const findings = Array.from({ length: 2000 }, (_, index) => ({ ...VIOLATION, urn: `${URN}${index}` }));
    const role = {
      urn: "",
      isNew: false,
      access: { kind: "every", but: [], yet: [] } as const,
      passers: [],
      places: [],
      trusted: [],
      gaps: ["g".repeat(200)],
    };
    const roles = Array.from({ length: 500 }, (_, index) => ({ ...role, name: `role-${index}` }));
    const text = reportMarkdown({
      findings,
      exempted: findings.map((finding) => ({ ...finding, reason: "r", expires: "2026-12-31" })),
      asked: [asked(ADMIN)],
      overview: { roles, gaps: roles.map(({ name }) => name) },
    });
    expect(text.length).to.be.within(50_000, 60_000);
    expect(text.match(/^\d+ rows left out for their length: the SARIF file/gm)).to.have.length(3);
    expect(text).to.contain("- and 470 more, in the SARIF file");
  });
});

describe("the findings in SARIF", () => {
  it("have rule, level, resource and a fingerprint of their own", () => {
    const [run] = reportSarif(
      { ...NONE, findings: [VIOLATION, UNPROVED], asked: [asked(ADMIN), asked(OWN)] },
      "1.2.3",
    ).runs;
    expect(run.tool.driver).to.deep.include({ name: "ec2-identity", version: "1.2.3" });
    expect(run.tool.driver.rules.map(({ id }) => id)).to.deep.equal([ADMIN.name, "own", "own/not-verified"]);
    expect(run.results.map(({ ruleId, level }) => [ruleId, level])).to.deep.equal([
      [ADMIN.name, "error"],
      ["own/not-verified", "note"],
    ]);
    const [place] = run.results[0]?.locations ?? [];
    expect(place?.physicalLocation.artifactLocation.uri).to.equal("Pulumi.yaml");
    expect(place?.logicalLocations).to.deep.equal([{ fullyQualifiedName: URN, name: "a::b", kind: "resource" }]);
    const prints = run.results.map(({ partialFingerprints }) => partialFingerprints?.["primaryLocationLineHash"]);
    expect(new Set(prints).size).to.equal(2);
    expect(run.invocations[0].executionSuccessful).to.equal(true);
    expect(run.properties).to.deep.equal({ roles: [], gaps: [] });
  });

  it("have what is exempt as suppressed, with the reason and the last day", () => {
    const exempted = [{ ...VIOLATION, reason: "a website", expires: "2026-12-31" }];
    const log = reportSarif({ ...NONE, exempted, asked: [asked(ADMIN)] }, "1.2.3");
    expect(() => readSarif(JSON.stringify(log))).to.not.throw();
    expect(log.runs[0].results.map(({ ruleId, suppressions }) => [ruleId, suppressions])).to.deep.equal([
      [ADMIN.name, [{ kind: "external", justification: "a website (exempt until 2026-12-31)" }]],
    ]);
    expect(reportMarkdown({ ...NONE, exempted })).to.contain("0 violations, 0 not verified, 1 exempt");
    expect(section({ ...NONE, exempted }, "Exempt").at(-1)).to.match(/\| a website \| 2026-12-31 \|$/);
    expect(reportMarkdown(NONE)).to.not.contain("## Exempt");
  });

  it("are none of a run that did not come to its end, which says so", () => {
    const log = unfinishedSarif("the program failed", "1.2.3");
    expect(() => readSarif(JSON.stringify(log))).to.not.throw();
    const [run] = log.runs;
    expect(run.invocations[0].executionSuccessful).to.equal(false);
    expect(run.invocations[0].toolExecutionNotifications?.[0]?.message.text).to.equal("the program failed");
  });
});
