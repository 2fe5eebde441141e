import { judgeDeclarativeMetadataDefaults } from "../../ec2/declarative-metadata-defaults";
import { UNKNOWN, isPlainObject, unknownPaths, type PlainObject, type PlainValue } from "../../ec2/plain-value";
import { parseJson } from "../../ec2/service-metadata-settings";
import { findImdsv2Gaps, parsePolicyDocument } from "../../iam";
import type { StackResource } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import { imdsv2GapFindings, REQUIRE_BY_POLICY } from "../iam/imdsv2-gap-findings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

const SCP = "SERVICE_CONTROL_POLICY";
const DECLARATIVE = "DECLARATIVE_POLICY_EC2";
const DECLARATIVE_FIX =
  'http_tokens: { "@@assign": "required" }, http_tokens_enforced: { "@@assign": "enabled" }, or ' +
  "organizationPolicies.declarativePolicy() of pulumi-ec2-identity";

export const organizationsPolicyRequireEffectiveImdsv2: ResourcePolicyDeclaration = {
  kind: "resource",
  name: "organizations-policy-require-effective-imdsv2",
  displayName: "Organisation policies that require IMDSv2 do",
  description:
    "Service control policies and declarative policies that claim to require IMDSv2 deny the launch without, and only that.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["ec2", "imdsv2", "organizations"],
  remediationSteps: "Write the document as the fix says, or take it from `organizationPolicies`.",
  resourceType: "aws:organizations/policy:Policy",
  properties: ["content", "type"],
  judgeResource: (resource) => {
    const { content, type } = resource.properties;
    const document = typeof content === "string" ? parseJson(content) : content;
    return type === UNKNOWN ? judgeAsAny(resource, document) : judgeAs(type ?? SCP, resource, document);
  },
};

/** Judges the content as what its members tell; what breaks the rule as a policy of another type alone is not decided. */
function judgeAsAny(resource: StackResource, document: PlainValue | undefined): readonly Finding[] {
  const has = (member: string): boolean => isPlainObject(document) && member in document;
  const likely = [...(has("ec2_attributes") ? [DECLARATIVE] : []), ...(has("Statement") ? [SCP] : [])];
  const told = likely.flatMap((type) => judgeAs(type, resource, document));
  const others = [DECLARATIVE, SCP].flatMap((type) => judgeAs(type, resource, document));
  if (told.length > 0 || others.length === 0) return told;
  const problem = "`type` is not known at preview, so whether `content` is a policy of that type is not known";
  return [{ kind: "notVerified", resource, problem, fix: `type: "${SCP}" or "${DECLARATIVE}"` }];
}

/** Judges the content as a policy of that type; types that cannot require IMDSv2 are not judged. */
function judgeAs(type: PlainValue, resource: StackResource, document: PlainValue | undefined): readonly Finding[] {
  if (type !== SCP && type !== DECLARATIVE) return [];
  if (unknownPaths(document, "content").length > 0) return [unknownContent(resource)];
  if (!isPlainObject(document)) return [noObject(resource)];
  return type === DECLARATIVE ? judgeDeclarative(resource, document) : judgeScp(resource, document);
}

function unknownContent(resource: StackResource): Finding {
  return {
    kind: "notVerified",
    resource,
    problem:
      "`content` is not known at preview, so whether it requires IMDSv2 and denies the launch without is not known",
    fix: "make the document from values that are known at preview",
  };
}

function noObject(resource: StackResource): Finding {
  return {
    kind: "violation",
    resource,
    problem: "`content` is no JSON object, so it is no policy document",
    fix: "write a JSON policy document",
  };
}

function judgeDeclarative(resource: StackResource, document: PlainObject): readonly Finding[] {
  const judgement = judgeDeclarativeMetadataDefaults(document);
  if (judgement.kind === "compliant") return [];
  const kind = judgement.kind === "unknown" ? "notVerified" : "violation";
  return [{ kind, resource, problem: `\`content\`: ${judgement.problem}`, fix: DECLARATIVE_FIX }];
}

function judgeScp(resource: StackResource, document: PlainObject): readonly Finding[] {
  const parsed = parsePolicyDocument(document, { policyType: "scp" });
  if (parsed.kind === "parsed") {
    return imdsv2GapFindings(resource, "content", findImdsv2Gaps(parsed.document, "scp"));
  }
  const problems = parsed.issues.map(({ pointer, message }) => (pointer === "" ? message : `${pointer}: ${message}`));
  const problem = `\`content\` is no service control policy that can be read: ${problems.join("; ")}`;
  return [{ kind: "violation", resource, problem, fix: REQUIRE_BY_POLICY }];
}
