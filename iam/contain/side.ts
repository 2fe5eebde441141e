import { CompiledStatement } from "../evaluate/compiled-statement";
import { compilePolicies, type CompiledPolicies } from "../evaluate/compile-policies";
import { evaluate, type Evaluation } from "../evaluate/evaluate";
import { mapPolicies } from "../evaluate/map-policies";
import { areSessionPoliciesInEffect, isLimitedByItsPolicies } from "../evaluate/policies-in-effect";
import type { NamedPolicy, PolicyDocument, PolicyType } from "../document/policy-document";
import type { ApplicablePolicies, AuthorizationRequest, ContextValue } from "../evaluate/authorization-request";
import { isLimitedByScps } from "../evaluate/organization-policies";
import { RequestView } from "../evaluate/request-view";
import type { StatementSource } from "./statement-source";
import type { EffectivePermissions, PermissionSource } from "./containment";
import { substituteSymbols, type SymbolValues } from "../document/substitute-symbols";

/** One side of a question: layers that all must allow, and the policies with which a request is replayed. */
export interface Side {
  readonly layers: readonly (readonly StatementSource[])[];
  readonly documents: readonly PolicyDocument[];
  /** Each must not deny, one must allow; a single one but for resource policies. */
  readonly replays: () => readonly CompiledPolicies[];
  /** Caller and keys that the side fixes. */
  readonly fixed: { readonly principal: string; readonly context: Readonly<Record<string, ContextValue>> } | undefined;
}

type Layer = readonly NamedPolicy[];

/** Reads one side, with symbols replaced by the given values; `isOfRoot`: the question is about an account's root user. */
export function readSide(
  source: PermissionSource,
  policyType: PolicyType,
  values: SymbolValues,
  isOfRoot: boolean,
): Side {
  if (isEffective(source)) {
    const policies = mapPolicies(source.policies, (policy) => substituted(policy, values));
    const { principal, context } = source;
    const layers = layersOf(policies, principal, context);
    return makeSide(layers, "principal", policies.permissionsBoundary !== undefined, [policies], {
      principal,
      context,
    });
  }
  const policies = namedPolicies(source).map((policy) => substituted(policy, values));
  const isOfResource = policyType === "resource" || policyType === "trust" || policyType === "rcp";
  const replays = replaysOf(policies, policyType, isOfRoot);
  return makeSide([policies], isOfResource ? "resource" : "principal", false, replays, undefined);
}

function makeSide(
  layers: readonly Layer[],
  attachment: "principal" | "resource",
  hasBoundary: boolean,
  replays: readonly ApplicablePolicies[],
  fixed: Side["fixed"],
): Side {
  const sourcesOf = (layer: Layer): StatementSource[] =>
    layer.flatMap(({ id, document }) =>
      document.statements.map((statement, index) => ({
        statement,
        compiled: once(() => new CompiledStatement(id, document, statement, index, attachment)),
        document,
        attachment,
        hasBoundary,
      })),
    );
  return {
    layers: layers.map(sourcesOf),
    documents: layers.flatMap((layer) => layer.map(({ document }) => document)),
    replays: once(() => replays.map(compilePolicies)),
    fixed,
  };
}

/** Makes a value when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Decides a request on one side alone. */
export function evaluateSide(side: Side, request: AuthorizationRequest): Evaluation {
  const all = side.replays().map((policies) => evaluate(request, policies));
  const decisive = (["explicitDeny", "unknown", "allowed"] as const).map((decision) =>
    all.find((evaluation) => evaluation.decision === decision),
  );
  return decisive.find((evaluation) => evaluation !== undefined) ?? { decision: "implicitDeny", deciding: [] };
}

/** Whether the source is the permissions of one principal. */
export function isEffective(source: PermissionSource): source is EffectivePermissions {
  return "kind" in source;
}

export function namedPolicies(source: Exclude<PermissionSource, EffectivePermissions>): readonly NamedPolicy[] {
  if (!isList(source)) return [{ id: "document", document: source }];
  const list: readonly (PolicyDocument | NamedPolicy)[] = source;
  return list.map((one, index) =>
    "document" in one ? one : { id: list.length === 1 ? "document" : `document ${index + 1}`, document: one },
  );
}

function isList(source: PermissionSource): source is readonly PolicyDocument[] | readonly NamedPolicy[] {
  return Array.isArray(source);
}

function substituted({ id, document }: NamedPolicy, values: SymbolValues): NamedPolicy {
  return { id, document: substituteSymbols(document, values) };
}

/**
 * The policies that a request is replayed with. Boundaries and session policies alone allow as identity policies do; SCPs
 * do for the root user, whom none of these limits.
 */
function replaysOf(
  policies: readonly NamedPolicy[],
  policyType: PolicyType,
  isOfRoot: boolean,
): readonly ApplicablePolicies[] {
  switch (policyType) {
    case "identity":
    case "permissionsBoundary":
    case "session":
      return isOfRoot ? [{ scps: [policies] }] : [{ identity: policies }];
    case "scp":
      return [{ scps: [policies] }];
    case "rcp":
      return [{ rcps: [policies] }];
    case "trust":
      return policies.map((resource) => ({ resource, resourcePolicyKind: "trust" }));
    case "resource":
      return policies.map((resource) => ({ resource, resourcePolicyKind: "other" }));
  }
}

/** Allows everything: what limits a principal whom no policy limits. */
const NO_LIMIT: NamedPolicy = {
  id: "no policy",
  document: {
    version: "2012-10-17",
    statements: [{ effect: "Allow", actions: ["*"], resources: ["*"], conditions: [], pointer: "" }],
    symbols: [],
  },
};

/** The policies that limit this principal, kind by kind, as `evaluate` takes them. */
function layersOf(
  { identity, permissionsBoundary, session, scps = [] }: ApplicablePolicies,
  principal: string,
  context: Readonly<Record<string, ContextValue>>,
): readonly Layer[] {
  const view = new RequestView({ principal, action: "", resource: "*", context });
  const layers: Layer[] = [];
  if (isLimitedByItsPolicies(view.principal)) {
    if (identity !== undefined) layers.push(identity);
    if (permissionsBoundary !== undefined) layers.push([permissionsBoundary]);
    if (session !== undefined && areSessionPoliciesInEffect(session, view.principal)) layers.push(session);
  }
  if (layers.length === 0 && scps.length === 0 && view.principal.kind !== "accountRoot") return [[]];
  if (isLimitedByScps(view)) layers.push(...scps);
  return layers.length === 0 ? [[NO_LIMIT]] : layers;
}
