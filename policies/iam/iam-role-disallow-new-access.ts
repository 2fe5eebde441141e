import type { NamedPolicy } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import {
  judgeNewAccess,
  judgeNewGrantedAccess,
  judgeNewTrust,
  type Before,
  type NewAccess,
} from "../../stack-model/new-access";
import { withResourceGrants, type GrantedPrincipal } from "../../stack-model/resource-grants";
import { readStackExport, stackOfUrn, type StackExport } from "../../stack-model/stack-export";
import { nameOf } from "../../stack-model/stack-index";
import { StackModel, stackModelOf } from "../../stack-model/stack-model";
import type { StackPrincipal } from "../../stack-model/stack-principals";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import type { Settings, SettingsProblem } from "../settings";
import { readsDocuments } from "./document-judge";
import { howToVerify } from "./how-to-verify";
import { configuredDocument, readJsonFile } from "./policy-file";
import { renderRequest, renderStatements, renderTrustRequest } from "./render-difference";

/** One entry of the setting `documents`. */
interface RoleDocument {
  readonly role?: string;
  readonly document?: object;
  readonly file?: string;
}

const NO_BASELINE: SettingsProblem = {
  path: ["stackExport"],
  message: "is missing, and so is `documents`: there is nothing to compare with, so nothing is judged",
  fix: "give the absolute path of a `pulumi stack export` of this stack, or disable the policy",
};

const FIX = "have it reviewed, then exempt the resource until the change is applied";
/** How a reason begins that is about the state before. */
const AS_IT_WAS = "as it was, ";
const EXPORT_AGAIN =
  "export the stack again after this change is applied: what is known then is compared with next time";
const MAKE_TRUST_KNOWN =
  "write a trust policy that can be read, from values that are known at preview, and export a stack whose trust policy can be read";

export const iamRoleDisallowNewAccess: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-role-disallow-new-access",
  displayName: "No new access",
  description:
    "Roles, users and groups may do nothing that an earlier state did not allow them, nor be assumed in a new way.",
  severity: "high",
  enforcementLevel: "disabled",
  tags: ["iam", "least-privilege"],
  remediationSteps: "Have the new access reviewed, then exempt the resource for this change or renew the export.",
  settings: {
    stackExport: {
      type: "string",
      description:
        "The absolute path of a file of `pulumi stack export` of this stack. What is not in it is new. Without it and without " +
        "`documents` the policy has nothing to compare with, which is an error.",
      default: "",
    },
    documents: {
      type: "array",
      description:
        "Instead of an export: identity-based policies by `role` (its name), each as `document` or as `file` (an absolute " +
        "path). Roles without an entry are not judged.",
      items: {
        type: "object",
        properties: { role: { type: "string" }, document: { type: "object" }, file: { type: "string" } },
      },
      default: [],
    },
  },
  checkSettings: (settings) => {
    const baseline = readBaseline(settings);
    if (baseline === undefined && documentsOf(settings).length === 0) return [NO_BASELINE];
    return [
      ...(baseline?.kind === "problem" ? [{ path: ["stackExport"] as const, message: baseline.message }] : []),
      ...documentsOf(settings).flatMap(problemsOf),
    ];
  },
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    checkSettings: (resources, settings) => {
      const baseline = readBaseline(settings);
      return baseline?.kind === "export" ? checkStack(resources, baseline.resources) : [];
    },
    judge: (resources, settings) => {
      const model = stackModelOf(resources);
      const baseline = readBaseline(settings);
      return baseline?.kind === "export"
        ? judgeAgainstExport(model, baseline.resources)
        : judgeAgainstDocuments(model, documentsOf(settings));
    },
  },
};

function readBaseline(settings: Settings): StackExport | undefined {
  const path = settings["stackExport"];
  if (typeof path !== "string" || path === "") return undefined;
  const read = readJsonFile(path);
  return read.kind === "problem" ? read : readStackExport(read.json);
}

/** The export must be that of the stack that is judged. */
function checkStack(resources: readonly StackResource[], former: readonly StackResource[]): readonly SettingsProblem[] {
  const [stack, exported] = [resources, former].map(([first]) => stackOfUrn(first?.urn ?? ""));
  if (resources.length === 0 || former.length === 0 || stack === exported) return [];
  const message = `is the export of \`${exported ?? ""}\`, and this stack is \`${stack ?? ""}\``;
  return [{ path: ["stackExport"], message, fix: "export this stack: pulumi stack export --file FILE" }];
}

function documentsOf(settings: Settings): readonly RoleDocument[] {
  return settings["documents"] as readonly RoleDocument[];
}

function problemsOf({ role, document, file }: RoleDocument, index: number): readonly SettingsProblem[] {
  const path: SettingsProblem["path"] = ["documents", index];
  if (role === undefined) return [{ path: [...path, "role"], message: "is missing: the name of the role" }];
  if ((document === undefined) === (file === undefined))
    return [{ path, message: "takes either `document` or `file`" }];
  const read = configuredDocument(document ?? file ?? "", "identity");
  return read.kind === "document" ? [] : [{ path, message: read.message }];
}

function judgeAgainstExport(model: StackModel, former: readonly StackResource[]): readonly Finding[] {
  const before = new StackModel(former);
  const known = new Map(before.principals.principals.map((principal) => [principal.resource.urn, principal]));
  return model.principals.principals.flatMap((principal) => {
    const was = known.get(principal.resource.urn);
    const now = withResourceGrants(principal, model);
    const then = was === undefined ? undefined : withResourceGrants(was, before);
    const isFormerRole = was !== undefined && principal.resource.type === ROLE_TYPE;
    return [
      ...accessFindings(now, judgeNewGrantedAccess(now, then), then),
      ...(isFormerRole ? trustFindings(principal, judgeNewTrust(principal, model, before)) : []),
    ];
  });
}

function judgeAgainstDocuments(model: StackModel, documents: readonly RoleDocument[]): readonly Finding[] {
  const before = new Map<string, NamedPolicy[]>();
  for (const { role = "", document, file } of documents) {
    const read = configuredDocument(document ?? file ?? "", "identity");
    if (read.kind !== "document") continue;
    const policies = before.get(role) ?? [];
    before.set(role, [...policies, { id: file ?? `document ${policies.length + 1}`, document: read.document }]);
  }
  return model.principals.principals.flatMap((principal) => {
    const name = nameOf(principal.resource);
    const identity = typeof name === "string" ? before.get(name) : undefined;
    if (identity === undefined || principal.resource.type !== ROLE_TYPE) return [];
    const was: Before = { identity };
    return accessFindings({ most: principal, least: principal }, judgeNewAccess(principal, was));
  });
}

/** What a principal may newly do; `then` is the principal as it was, where an export says so. */
function accessFindings(now: GrantedPrincipal, access: NewAccess, then?: GrantedPrincipal): readonly Finding[] {
  const { resource } = now.most;
  if (access.kind === "none") return [];
  if (access.kind === "unknown") {
    const { reason } = access;
    return [notDecided(resource, reason, isOfBefore(reason, now, then) ? EXPORT_AGAIN : howToVerify(reason, now))];
  }
  const { counterexample, allowedBy } = access.difference;
  const problem = `may newly do ${renderRequest(counterexample)}, by ${renderStatements(allowedBy)}`;
  return [{ kind: "violation", resource, problem, fix: FIX }];
}

/** Whether the state that is compared with is what is not known. */
function isOfBefore(reason: string, now: GrantedPrincipal, then: GrantedPrincipal | undefined): boolean {
  return reason !== now.open && (reason === then?.open || reason.startsWith(AS_IT_WAS));
}

/** Who may newly assume a role. */
function trustFindings({ resource }: StackPrincipal, access: NewAccess): readonly Finding[] {
  if (access.kind === "none") return [];
  if (access.kind === "unknown") return [notDecided(resource, access.reason, MAKE_TRUST_KNOWN)];
  const { counterexample, allowedBy } = access.difference;
  const policyId = `\`assumeRolePolicy\` of ${labelOf(resource)}`;
  const by = renderStatements(allowedBy.map((statement) => ({ ...statement, policyId })));
  const problem = `may newly be assumed: ${renderTrustRequest(counterexample)}, by ${by}`;
  return [{ kind: "violation", resource, problem, fix: FIX }];
}

function notDecided(resource: StackResource, reason: string, fix: string): Finding {
  const problem = `whether it gets new access is not decided: ${reason}`;
  return { kind: "notVerified", resource, problem, fix: `${fix}; or have it reviewed` };
}
