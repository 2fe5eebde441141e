import { globMatcher, type PolicyDocument } from "../../iam";
import { isPlainObject } from "../../ec2/plain-value";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { withResourceGrants, type GrantedPrincipal } from "../../stack-model/resource-grants";
import { judgeGrantedLimit } from "../../stack-model/role-limit";
import { nameOf } from "../../stack-model/stack-index";
import { stackModelOf } from "../../stack-model/stack-model";
import type { StackResource } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import type { Settings, SettingsProblem } from "../settings";
import { readsDocuments } from "./document-judge";
import { howToVerify } from "./how-to-verify";
import { configuredDocument } from "./policy-file";
import { renderRequest, renderStatements } from "./render-difference";

/** One entry of the setting `limits`. */
interface Limit {
  readonly roles?: string;
  readonly tag?: string;
  readonly document?: object;
  readonly file?: string;
}

const FIX = "take it from the statement, or attach the limit as the role's permissionsBoundary";
const MAKE_MATCH_KNOWN = "give the role a `name` and `tags` that are known at preview";

export const iamRoleLimitPermissions: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-role-limit-permissions",
  displayName: "Roles stay within the organisation's limit",
  description:
    "What roles may do, by their own policies and the stack's resource-based ones, lies within the documents that the configuration sets for them.",
  severity: "high",
  enforcementLevel: "mandatory",
  tags: ["iam", "least-privilege"],
  remediationSteps: "Take what lies outside from the role, or attach the limit as its permissions boundary.",
  settings: {
    limits: {
      type: "array",
      description:
        "Limits, each with `roles` (a glob on the role's name) or `tag` (`key=value`), and `document` (a policy document) or " +
        "`file` (the absolute path of one). A role that several of them match must lie within each. Without limits nothing is judged.",
      items: {
        type: "object",
        properties: {
          roles: { type: "string" },
          tag: { type: "string" },
          document: { type: "object" },
          file: { type: "string" },
        },
      },
      default: [],
    },
  },
  checkSettings: (settings) => limitsOf(settings).flatMap(problemsOf),
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources, settings) => {
      const limits = limitsOf(settings);
      if (limits.length === 0) return [];
      const model = stackModelOf(resources);
      const roles = model.principals.principals.filter(({ resource }) => resource.type === ROLE_TYPE);
      const granted = roles.map((role) => withResourceGrants(role, model));
      return limits.flatMap((limit) => granted.flatMap((role) => judgeRole(role, limit)));
    },
  },
};

function limitsOf(settings: Settings): readonly Limit[] {
  return settings["limits"] as readonly Limit[];
}

function problemsOf(limit: Limit, index: number): readonly SettingsProblem[] {
  const { roles, tag, document, file } = limit;
  const path: SettingsProblem["path"] = ["limits", index];
  if ((roles === undefined) === (tag === undefined)) return [{ path, message: "takes either `roles` or `tag`" }];
  if (roles === "") return [{ path: [...path, "roles"], message: "is empty: expected a glob on the role's name" }];
  if (tag !== undefined && !/^[^=]+=/.test(tag))
    return [{ path: [...path, "tag"], message: `got \`${tag}\`, expected \`key=value\`` }];
  if ((document === undefined) === (file === undefined))
    return [{ path, message: "takes either `document` or `file`" }];
  const read = configuredDocument(document ?? file ?? "", "identity");
  return read.kind === "document"
    ? []
    : [{ path: [...path, file === undefined ? "document" : "file"], message: read.message }];
}

function judgeRole(role: GrantedPrincipal, limit: Limit): readonly Finding[] {
  const { resource } = role.most;
  const matches = matchOf(resource, limit);
  if (matches === "no") return [];
  const read = configuredDocument(limit.document ?? limit.file ?? "", "identity");
  const outer: readonly PolicyDocument[] = read.kind === "document" ? [read.document] : [];
  const name = limitName(limit);
  const verdict = judgeGrantedLimit(role, outer);
  if (verdict.kind === "within") return [];
  if (verdict.kind === "unknown" || matches === "unknown") {
    const { reason, fix } =
      verdict.kind === "unknown"
        ? { reason: verdict.reason, fix: howToVerify(verdict.reason, role) }
        : { reason: "whether the limit is meant for it is not known at preview", fix: MAKE_MATCH_KNOWN };
    const problem = `whether it lies within ${name} is not decided: ${reason}`;
    return [{ kind: "notVerified", resource, problem, fix }];
  }
  const { counterexample, allowedBy } = verdict.difference;
  const problem = `may do more than ${name} allows: ${renderRequest(counterexample)}, by ${renderStatements(allowedBy)}`;
  return [{ kind: "violation", resource, problem, fix: FIX }];
}

/** Whether the limit is meant for the role; unknown where the name or the tags that decide are not known. */
function matchOf(role: StackResource, { roles, tag }: Limit): "yes" | "no" | "unknown" {
  if (roles !== undefined) {
    const name = nameOf(role);
    if (typeof name !== "string") return roles === "*" ? "yes" : "unknown";
    return globMatcher(roles)(name) ? "yes" : "no";
  }
  const [key = "", value = ""] = (tag ?? "").split(/=(.*)/s);
  const tags = role.properties["tagsAll"] ?? role.properties["tags"];
  if (tags === undefined || tags === null) return Object.keys(role.properties).length === 0 ? "unknown" : "no";
  if (!isPlainObject(tags)) return "unknown";
  const found = tags[key];
  if (found === undefined) return "no";
  return typeof found === "string" ? (found === value ? "yes" : "no") : "unknown";
}

function limitName({ roles, tag, file }: Limit): string {
  const subject = roles === undefined ? `tagged \`${tag ?? ""}\`` : `\`${roles}\``;
  return `the limit of roles ${subject}${file === undefined ? "" : ` (\`${file}\`)`}`;
}
