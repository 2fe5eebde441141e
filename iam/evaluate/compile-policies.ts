import type { NamedPolicy } from "../document/policy-document";
import type { ApplicablePolicies } from "./authorization-request";
import { CompiledStatement, type Attachment } from "./compiled-statement";

/** The policies of a request, ready to evaluate many requests. Made by `compilePolicies`; a kind that is absent takes no part. */
export class CompiledPolicies {
  /** The policies as given. */
  readonly source: ApplicablePolicies;
  readonly identity: readonly CompiledStatement[] | undefined;
  readonly permissionsBoundary: readonly CompiledStatement[] | undefined;
  readonly session: readonly CompiledStatement[] | undefined;
  readonly resource: readonly CompiledStatement[] | undefined;
  readonly resourcePolicyKind: ApplicablePolicies["resourcePolicyKind"];
  /** One list a level. */
  readonly scps: readonly (readonly CompiledStatement[])[];
  readonly rcps: readonly (readonly CompiledStatement[])[];

  constructor(policies: ApplicablePolicies) {
    this.source = policies;
    this.identity = policies.identity && compileAll(policies.identity, "principal");
    this.permissionsBoundary = policies.permissionsBoundary && compileAll([policies.permissionsBoundary], "principal");
    this.session = policies.session && compileAll(policies.session, "principal");
    this.resource = policies.resource && compileAll([policies.resource], "resource");
    this.resourcePolicyKind = policies.resourcePolicyKind;
    this.scps = (policies.scps ?? []).map((level) => compileAll(level, "principal"));
    this.rcps = (policies.rcps ?? []).map((level) => compileAll(level, "resource"));
  }

  /** The statements of all kinds. */
  get statements(): readonly CompiledStatement[] {
    const { identity = [], permissionsBoundary = [], session = [], resource = [], scps, rcps } = this;
    return [...identity, ...permissionsBoundary, ...session, ...resource, ...scps.flat(), ...rcps.flat()];
  }
}

/** Compiles policies once for many requests. Linear in the size of the documents. */
export function compilePolicies(policies: ApplicablePolicies): CompiledPolicies {
  return new CompiledPolicies(policies);
}

function compileAll(policies: readonly NamedPolicy[], attachment: Attachment): readonly CompiledStatement[] {
  return policies.flatMap(({ id, document }) =>
    document.statements.map((statement, index) => new CompiledStatement(id, document, statement, index, attachment)),
  );
}
