import { globMatcher, hasSymbol, type PolicyDocument, type Principals, type Statement } from "../iam";
import { ROLE_TYPE } from "./document-properties";
import { roleArnPattern } from "./effective-principal";
import { policyResource } from "./policy-resource";
import { readDocument, withMeaning } from "./read-document";
import type { StackDocument } from "./stack-document";
import type { StackModel } from "./stack-model";
import type { StackPrincipal } from "./stack-principals";
import type { StackResource } from "./stack-resource";

/** How a statement's principals concern a role: by its name, as one of everybody or of its account, or not. */
type Concern = "named" | "included" | "none";

const PRINCIPAL_ARN = "aws:principalarn";

/**
 * The resource-based policies of a stack that name roles of the stack: in a principal, in a condition on aws:PrincipalArn,
 * or by a value that comes from a role and is not known yet.
 */
export function policiesThatNameRoles(model: StackModel): readonly StackDocument[] {
  const roles = model.index.ofType(ROLE_TYPE);
  return model.documents.filter(
    (document) => document.policyType === "resource" && roles.some((role) => namesRole(document, role)),
  );
}

/**
 * The principal with what the stack's resource-based policies grant and deny it: further identity-based policies, limited to
 * the resource that each stands on. Inside one account, which the resources of a stack are in, either kind is enough.
 * A policy that is not known and comes from the role is a document that is not known.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function withResourceGrants(principal: StackPrincipal, model: StackModel): StackPrincipal {
  const { resource: role } = principal;
  if (role.type !== ROLE_TYPE) return principal;
  const grants = model.documents
    .filter((document) => document.policyType === "resource" && namesRole(document, role))
    .map((document): StackDocument => {
      const parsed = readDocument(document);
      const granted: StackDocument = { ...document, policyType: "identity" };
      if (parsed?.kind !== "parsed") return granted;
      return withMeaning(granted, identityForm(parsed.document, document.resource, role, model));
    });
  return grants.length === 0 ? principal : { ...principal, documents: [...principal.documents, ...grants] };
}

function namesRole(document: StackDocument, role: StackResource): boolean {
  const { resource, property, state } = document;
  if (state.kind === "unknown") return state.dependsOn.includes(role.urn);
  if (resource.propertyDependencies[property]?.includes(role.urn) === true) return true;
  const parsed = readDocument(document);
  if (parsed?.kind !== "parsed") return mentions(state, role);
  return parsed.document.statements.some(
    ({ principals, notPrincipals, conditions }) =>
      concernOf(principals, role) === "named" ||
      concernOf(notPrincipals, role) === "named" ||
      conditions.some(
        ({ key, values }) => key.toLowerCase() === PRINCIPAL_ARN && values.some((arn) => isArnOf(arn, role)),
      ),
  );
}

/** Whether a document that cannot be read holds the role's ARN. */
function mentions(state: StackDocument["state"], role: StackResource): boolean {
  const { arn } = role.properties;
  return state.kind === "known" && typeof arn === "string" && JSON.stringify(state.value).includes(arn);
}

function concernOf(principals: Principals | undefined, role: StackResource): Concern {
  const entries = principals?.aws ?? [];
  if (entries.some((entry) => isArnOf(entry, role))) return "named";
  return entries.some((entry) => entry === "*" || isAccountOf(entry, role)) ? "included" : "none";
}

/** Whether an ARN, which may hold wildcards in a condition, is the role's; account and name of the role may not be known. */
function isArnOf(arn: string, role: StackResource): boolean {
  const asRole = arn.replace(/:sts:(.*):assumed-role\/([^/]*)\/.*$/, ":iam:$1:role/$2");
  const own = roleArnPattern(role).split(":");
  const said = asRole.split(":");
  const [, , service, , account = "", tail = ""] = said;
  if (service !== "iam" || said.length !== own.length || !/^role\/.*[^*]/.test(tail)) return false;
  return isAlike(account, own[4] ?? "") && isAlike(tail, own[5] ?? "");
}

function isAlike(a: string, b: string): boolean {
  return globMatcher(a)(b) || globMatcher(b)(a);
}

/** Whether a principal is the account, by id or root; every account where the role's is not known. */
function isAccountOf(entry: string, role: StackResource): boolean {
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(entry)?.[1];
  const own = roleArnPattern(role).split(":")[4];
  return account !== undefined && (own === "*" || own === account);
}

/** The document as an identity-based policy of the role: its statements about the role, at their places. */
function identityForm(
  document: PolicyDocument,
  holder: StackResource,
  role: StackResource,
  model: StackModel,
): PolicyDocument {
  const on = policyResource(holder, model.index, document.symbols.length);
  const comesFromRole = Object.values(holder.propertyDependencies).some((urns) => urns.includes(role.urn));
  const statements = document.statements.map((statement): Statement => {
    const { pointer, sid, effect, actions, notActions, conditions } = statement;
    const place = { pointer, ...(sid !== undefined && { sid }) };
    if (!concerns(statement, role, comesFromRole)) return { ...place, ...NOTHING };
    const said = { effect, conditions, ...(actions && { actions }), ...(notActions && { notActions }) };
    return { ...place, ...said, resources: on.within(statement) };
  });
  return { ...document, statements, symbols: [...document.symbols, ...on.symbols] };
}

/** What stands in the place of a statement that does not concern the role. */
const NOTHING = { effect: "Deny", actions: ["none:None"], resources: ["arn:aws:none:::none"], conditions: [] } as const;

/**
 * A Deny with NotResource cannot be limited to one resource, so it is taken to deny nothing.
 * An Allow for the account leaves the decision to identity-based policies and grants nothing itself; a Deny for it counts.
 * An unknown principal may be the role where the policy comes from it.
 */
function concerns(
  { effect, principals, notPrincipals, notResources }: Statement,
  role: StackResource,
  comesFromRole: boolean,
): boolean {
  if (effect === "Deny" && notResources !== undefined) return false;
  if (notPrincipals !== undefined) return concernOf(notPrincipals, role) === "none";
  const entries = principals?.aws ?? [];
  if (concernOf(principals, role) === "named" || entries.includes("*")) return true;
  return effect === "Deny" ? concernOf(principals, role) === "included" : comesFromRole && entries.some(hasSymbol);
}
