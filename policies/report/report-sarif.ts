import { createHash } from "node:crypto";
import type { Severity } from "@pulumi/policy";
import { sarifLogOf, type SarifLevel, type SarifLog, type SarifResult, type SarifRule } from "../../report/sarif";
import { findingText, severityOf } from "./finding-text";
import type { Policy, RecordedExemption, RecordedFinding } from "./recorder";
import type { ReportContent } from "./report-content";

/** How bad a violation is, from the policy's severity: whether it blocks is decided by the CLI, which does not tell. */
const LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/**
 * Numbers in the middle of the bands by which GitHub shows a severity.
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

/** What follows a policy's name in the rule of what it could not verify. */
const NOT_VERIFIED_RULE = "/not-verified";

/**
 * The findings as SARIF. A result's place is `Pulumi.yaml`, since a policy pack is not told in which file a program declares
 * a resource, and as a logical location the resource by its URN. What is not verified is a result of level `note` and of a rule of its
 * own, since GitHub takes the severity from the rule; what is exempt, a suppressed one. What is known of the roles goes along for programs, under `properties`.
 */
export function reportSarif({ findings, exempted, asked, overview }: ReportContent, version: string): SarifLog {
  const open = [...findings, ...exempted].filter((finding) => findingText(finding).isNotVerified);
  const notVerified = new Map(open.map(({ policy }) => [policy.name, policy]));
  return sarifLogOf({
    results: [...findings.map(resultOf), ...exempted.map(suppressedOf)],
    rules: [...asked.map(({ policy }) => ruleOf(policy)), ...[...notVerified.values()].map(notVerifiedRuleOf)],
    invocation: { executionSuccessful: true },
    properties: { ...overview },
    version,
  });
}

/** The log of a run that has not come to its end, with what is in the way. */
export function unfinishedSarif(reason: string, version: string): SarifLog {
  const notification = { level: "error", message: { text: reason } } as const;
  const invocation = { executionSuccessful: false, toolExecutionNotifications: [notification] };
  return sarifLogOf({ results: [], rules: [], invocation, version });
}

function ruleOf({ name, description, url, remediationSteps, severity, tags = [] }: Policy): SarifRule {
  return {
    id: name,
    shortDescription: { text: description },
    ...(url === undefined ? {} : { helpUri: url }),
    ...(remediationSteps === undefined ? {} : { help: { text: remediationSteps } }),
    properties: {
      tags: ["security", ...tags],
      ...(severity === undefined ? {} : { "security-severity": SECURITY_SEVERITY[severity] }),
    },
  };
}

/** What a policy could not verify, with the severity that it has then. */
function notVerifiedRuleOf(policy: Policy): SarifRule {
  const severity = severityOf(policy, { isNotVerified: true });
  const description = `Not verified: ${policy.description}`;
  return ruleOf({ ...policy, name: `${policy.name}${NOT_VERIFIED_RULE}`, description, ...(severity && { severity }) });
}

function suppressedOf(exemption: RecordedExemption): SarifResult {
  const justification = `${exemption.reason} (exempt until ${exemption.expires})`;
  return { ...resultOf(exemption), suppressions: [{ kind: "external", justification }] };
}

function resultOf(finding: RecordedFinding): SarifResult {
  const { policy, urn, message } = finding;
  const { isNotVerified, resource } = findingText(finding);
  const logical = { fullyQualifiedName: urn, name: resource.name, kind: "resource" };
  const hash = createHash("sha256").update(`${policy.name}\n${urn}\n${message}`).digest("hex");
  return {
    ruleId: isNotVerified ? `${policy.name}${NOT_VERIFIED_RULE}` : policy.name,
    level: isNotVerified ? "note" : LEVELS[policy.severity ?? "medium"],
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: "Pulumi.yaml" } },
        logicalLocations: [logical],
      },
    ],
    // By it GitHub tells the results of a policy apart, which all have the same place.
    partialFingerprints: { primaryLocationLineHash: `${hash}:1` },
  };
}
