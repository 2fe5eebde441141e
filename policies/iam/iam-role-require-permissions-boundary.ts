import { globMatcher } from "../../iam";
import { UNKNOWN } from "../../ec2/plain-value";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import type { Finding } from "../findings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";

const MAKE_ONE =
  'const boundary = new aws.iam.Policy("boundary", { policy: … }), and permissionsBoundary: boundary.arn on the role';

export const iamRoleRequirePermissionsBoundary: ResourcePolicyDeclaration = {
  kind: "resource",
  name: "iam-role-require-permissions-boundary",
  displayName: "Roles have a permissions boundary",
  description: "Every role has a permissions boundary, one of a list where the configuration gives one.",
  severity: "medium",
  enforcementLevel: "disabled",
  tags: ["iam", "least-privilege"],
  remediationSteps: "Set `permissionsBoundary` to the ARN of the boundary that your organisation provides.",
  resourceType: ROLE_TYPE,
  properties: ["permissionsBoundary"],
  settings: {
    boundaries: {
      type: "array",
      items: {
        type: "string",
        pattern: "^(\\*.*|arn:[^/]*:policy/.+|arn:[^/]*\\*[^/:]*(/.*)?)$",
        description: "a glob on ARNs of managed policies, such as `arn:*:iam::*:policy/boundary`",
      },
      minItems: 1,
      description: "ARNs of the boundaries that count, as globs.",
      default: ["*"],
    },
  },
  judgeResource: (resource, settings): readonly Finding[] => {
    const boundary = resource.properties["permissionsBoundary"];
    const boundaries = settings["boundaries"] as readonly string[];
    const fix = fixFor(boundaries);
    if (boundary === undefined || boundary === null || boundary === "") {
      return [{ kind: "violation", resource, problem: "`permissionsBoundary` is not set", fix }];
    }
    if (boundary === UNKNOWN) {
      if (boundaries.includes("*")) return [];
      const problem =
        "`permissionsBoundary` is not known at preview, so whether it is one of those that count is not known";
      return [{ kind: "notVerified", resource, problem, fix }];
    }
    if (typeof boundary === "string" && boundaries.some((glob) => globMatcher(glob)(boundary))) return [];
    const expected = boundaries.map((glob) => `\`${glob}\``).join(", ");
    return [
      {
        kind: "violation",
        resource,
        problem: `\`permissionsBoundary\` is ${JSON.stringify(boundary)}, expected ${expected}`,
        fix,
      },
    ];
  },
};

/** The first boundary that the configuration names in full, else how to name one that matches. */
function fixFor(boundaries: readonly string[]): string {
  const named = boundaries.find((glob) => !/[*?]/.test(glob));
  if (named !== undefined) return `permissionsBoundary: "${named}"`;
  if (boundaries.includes("*")) return MAKE_ONE;
  const [first = ""] = boundaries;
  const name = /\/([^/*?]+)$/.exec(first)?.[1] ?? "…";
  return `permissionsBoundary: aws.iam.getPolicyOutput({ name: "${name}" }).arn, of a policy whose ARN matches \`${first}\``;
}
