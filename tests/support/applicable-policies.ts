import type { ApplicablePolicies, NamedPolicy } from "../../iam";
import { policy } from "./policies";

/** `ApplicablePolicies` with AWS JSON where the documents stand. */
export interface ApplicablePoliciesJson {
  readonly identity?: readonly unknown[];
  readonly permissionsBoundary?: unknown;
  readonly session?: readonly unknown[];
  readonly resource?: unknown;
  readonly resourcePolicyKind?: "trust" | "kmsKey" | "other";
  readonly scps?: readonly (readonly unknown[])[];
  readonly rcps?: readonly (readonly unknown[])[];
}

/** Parses every document; each gets the name of its kind and its place as id. */
export function applicablePolicies(json: ApplicablePoliciesJson): ApplicablePolicies {
  const all = (kind: string, documents: readonly unknown[]): readonly NamedPolicy[] =>
    documents.map((document, index) => policy(`${kind}/${index}`, document));
  const levels = (kind: string, lists: readonly (readonly unknown[])[]): readonly (readonly NamedPolicy[])[] =>
    lists.map((list, index) => all(`${kind}/${index}`, list));
  return {
    ...(json.identity && { identity: all("identity", json.identity) }),
    ...(json.session && { session: all("session", json.session) }),
    ...(json.permissionsBoundary !== undefined && {
      permissionsBoundary: policy("boundary", json.permissionsBoundary),
    }),
    ...(json.resource !== undefined && { resource: policy("resource", json.resource) }),
    ...(json.resourcePolicyKind && { resourcePolicyKind: json.resourcePolicyKind }),
    ...(json.scps && { scps: levels("scps", json.scps) }),
    ...(json.rcps && { rcps: levels("rcps", json.rcps) }),
  };
}
