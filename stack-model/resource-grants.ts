import { replaceSymbols, symbolPlaceholder, type PolicyDocument, type PolicySymbol, type Statement } from "../iam";
import { ROLE_TYPE } from "./document-properties";
import { NO_RESOURCE, policyResource, type PolicyResource } from "./policy-resource";
import { isArnOf, namesRoleIn, readingOf, unknownEntriesOf, type Reading } from "./principal-concern";
import { readDocument, withMeaning } from "./read-document";
import type { StackDocument } from "./stack-document";
import type { StackModel } from "./stack-model";
import type { StackPrincipal } from "./stack-principals";
import { labelOf, type StackResource } from "./stack-resource";

const PRINCIPAL_ARN = "aws:principalarn";

/**
 * The resource-based policies of a stack that name roles of the stack: in a principal, in a condition on aws:PrincipalArn,
 * or by a value that comes from a role and is not known yet.
 */
export function policiesThatNameRoles(model: StackModel): readonly StackDocument[] {
  const roles = model.index.ofType(ROLE_TYPE);
  return model.documents.filter(
    (document) => document.policyType === "resource" && roles.some((role) => namesPrincipal(document, role)),
  );
}

/** How what is open of a principal ends. */
const MEANING_OPEN = "means the role is not known";

/** Whether a reason says that it is open whom a statement of a resource-based policy means, as `GrantedPrincipal.open` does. */
export function isMeaningOpen(reason: string): boolean {
  return reason.endsWith(MEANING_OPEN);
}

/** A principal with what the stack's resource-based policies grant and deny it, where it is not known what some statements mean. */
export interface GrantedPrincipal {
  /** With what it is perhaps granted, and without what it is perhaps denied. */
  readonly most: StackPrincipal;
  /** The other way round; the same principal where nothing is open. */
  readonly least: StackPrincipal;
  /** What is open; absent where nothing is. */
  readonly open?: string;
}

/**
 * The principal with what the stack's resource-based policies grant and deny it: further identity-based policies, limited to
 * the resource that each stands on. Inside one account, which the resources of a stack are in, either kind is enough. What its
 * boundary does not limit is part of the boundary. A policy that is not known and comes from the role is a document that is
 * not known.
 * @default documents all of the stack
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function withResourceGrants(
  principal: StackPrincipal,
  model: StackModel,
  documents: readonly StackDocument[] = model.documents,
): GrantedPrincipal {
  const forms = documents.flatMap((document) =>
    document.policyType === "resource" ? (identityForm(document, principal, model) ?? []) : [],
  );
  if (forms.length === 0) return { most: principal, least: principal };
  const open = forms.find((form) => form.open !== undefined)?.open;
  const most = withForms(principal, forms, "most");
  return open === undefined ? { most, least: most } : { most, least: withForms(principal, forms, "least"), open };
}

/** The resource-based policies of a stack that name a principal, or come from it and are not known. Found once for each model. */
export function policiesThatName({ resource }: StackPrincipal, model: StackModel): readonly StackDocument[] {
  const ofModel = naming.get(model) ?? new Map<StackResource, readonly StackDocument[]>();
  naming.set(model, ofModel);
  const found =
    ofModel.get(resource) ??
    model.documents.filter((document) => document.policyType === "resource" && namesPrincipal(document, resource));
  ofModel.set(resource, found);
  return found;
}

const naming = new WeakMap<StackModel, Map<StackResource, readonly StackDocument[]>>();

function withForms(principal: StackPrincipal, forms: readonly IdentityForm[], side: Side): StackPrincipal {
  const { documents, boundary } = principal;
  const granted = { ...principal, documents: [...documents, ...forms.map((form) => form[side])] };
  const beyond = forms.flatMap((form) => form.beyondBoundary[side] ?? []);
  if (boundary === undefined || "reason" in boundary || beyond.length === 0) return granted;
  const parsed = readDocument(boundary);
  if (parsed?.kind !== "parsed") return granted;
  return { ...granted, boundary: withMeaning({ ...boundary }, joined(parsed.document, beyond)) };
}

/** The boundary, and Allow statements that it does not limit. */
function joined(boundary: PolicyDocument, beyond: readonly PolicyDocument[]): PolicyDocument {
  const symbols: PolicySymbol[] = [];
  const statements: Statement[] = [];
  for (const document of [boundary, ...beyond]) {
    const first = symbols.length;
    symbols.push(...document.symbols);
    statements.push(...document.statements.map((statement) => relocated(statement, document, first)));
  }
  return { ...boundary, version: "2012-10-17", statements, symbols };
}

/** The statement in a document of the newer version with other symbols before its own: `${` that was plain text stays so. */
function relocated(statement: Statement, { version }: PolicyDocument, first: number): Statement {
  const text = JSON.stringify(statement);
  const plain = version === "2012-10-17" ? text : text.replaceAll(/\$\{(?!ec2-identity:symbol:)/g, () => "${$}{");
  return JSON.parse(replaceSymbols(plain, (index) => symbolPlaceholder(first + index))) as Statement;
}

function namesPrincipal(document: StackDocument, role: StackResource): boolean {
  const { resource, property, state } = document;
  if (state.kind === "unknown") return state.dependsOn.includes(role.urn);
  if (resource.propertyDependencies[property]?.includes(role.urn) === true) return true;
  const parsed = readDocument(document);
  if (parsed?.kind !== "parsed") return mentions(state, role);
  return parsed.document.statements.some(
    ({ principals, notPrincipals, conditions }) =>
      namesRoleIn(principals, role) ||
      namesRoleIn(notPrincipals, role) ||
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

/** A resource-based policy as an identity-based one of a role, its statements at their places. */
interface IdentityForm {
  readonly most: StackDocument;
  readonly least: StackDocument;
  /** Of the Allow statements those that a boundary does not limit. */
  readonly beyondBoundary: { readonly [side in Side]?: PolicyDocument };
  readonly open?: string;
}

/** Undefined for one that is not about the role. */
function identityForm(
  document: StackDocument,
  { resource: role, boundary }: StackPrincipal,
  { index }: StackModel,
): IdentityForm | undefined {
  const { resource: holder, property } = document;
  const granted = (): StackDocument => ({ ...document, policyType: "identity" });
  const parsed = readDocument(document);
  if (parsed?.kind !== "parsed") {
    if (!namesPrincipal(document, role)) return undefined;
    const unread = granted();
    return { most: unread, least: unread, beyondBoundary: {} };
  }
  const unknown = unknownEntriesOf(holder, role, index);
  const on = policyResource(holder, index, parsed.document.symbols.length);
  const read = parsed.document.statements.map((statement) => ({
    statement: withoutPrincipals(statement, on),
    reading: readingOf(statement, role, unknown, boundary !== undefined),
  }));
  if (read.every(({ reading }) => reading.counts === "no")) return undefined;
  const documentOf = (isKept: (one: (typeof read)[number]) => boolean): PolicyDocument => ({
    ...parsed.document,
    statements: read.map((one) => (isKept(one) ? one.statement : nothingAt(one.statement))),
    symbols: [...parsed.document.symbols, ...on.symbols],
  });
  const form = (side: Side): StackDocument =>
    withMeaning(
      granted(),
      documentOf((one) => isCounted(one.reading.counts, one.statement, side)),
    );
  const beyond = (side: Side): PolicyDocument =>
    documentOf((one) => isCounted(one.reading.isUnbounded, one.statement, side));
  const open = read.find(({ reading }) => Object.values(reading).includes("perhaps"))?.statement.pointer;
  const most = form("most");
  return {
    most,
    least: open === undefined ? most : form("least"),
    beyondBoundary: { most: beyond("most"), least: beyond("least") },
    ...(open !== undefined && {
      open: `whether ${open} of \`${property}\` of ${labelOf(holder)} ${MEANING_OPEN}`,
    }),
  };
}

type Side = "most" | "least";

/** What perhaps grants counts at most, what perhaps denies at least. */
function isCounted(certainty: Reading["counts"], { effect }: Statement, side: Side): boolean {
  return certainty === "yes" || (certainty === "perhaps" && (effect === "Allow") === (side === "most"));
}

/** The statement as one of an identity-based policy, limited to the resource that the policy stands on. */
function withoutPrincipals(statement: Statement, on: PolicyResource): Statement {
  const { pointer, sid, effect, actions, notActions, conditions } = statement;
  const place = { pointer, ...(sid !== undefined && { sid }) };
  const said = { effect, conditions, ...(actions && { actions }), ...(notActions && { notActions }) };
  return { ...place, ...said, ...on.within(statement) };
}

/** What stands in the place of a statement that does not count, so that the others keep their index. */
function nothingAt({ pointer, sid }: Statement): Statement {
  const nothing = { effect: "Deny", actions: ["none:None"], resources: [NO_RESOURCE], conditions: [] } as const;
  return { pointer, ...(sid !== undefined && { sid }), ...nothing };
}
