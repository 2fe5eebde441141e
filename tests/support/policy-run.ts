import type { PolicyResource, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy";
import { definePolicy, type DefinedPolicy } from "../../policies/define-policy";
import type { PolicyDeclaration } from "../../policies/policy-declaration";

/** The part of the SDK that its typings leave out. */
const sdk = proxy as unknown as {
  unknownCheckingProxy<T extends object>(value: T): T;
  unknownStringValue: string;
};

/** A resource of a stack under test; `{ "$unknown": true }` anywhere in its values is unknown at preview. */
export interface TestResource {
  readonly type: string;
  readonly name: string;
  /** What resource policies see. @default outputs */
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
  /** What stack policies see. @default inputs */
  readonly outputs?: Readonly<Record<string, unknown>> | undefined;
  /** Name of the parent. */
  readonly parent?: string | undefined;
  /** Names of the resources that a property's value comes from. */
  readonly dependencies?: Readonly<Record<string, readonly string[]>> | undefined;
}

export interface TestRun {
  readonly resources: readonly TestResource[];
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** @default 2026-01-15 */
  readonly today?: string | undefined;
}

/** What a policy reported: `policy` is the level that the policy has. */
export interface Report {
  readonly urn: string;
  readonly level: "policy" | "advisory" | "mandatory";
  readonly message: string;
  /** Where it is not the policy's own. */
  readonly severity?: string;
}

export interface PolicyRunResult {
  readonly reports: readonly Report[];
  /** Of these, what was reported when each resource was judged, in their order. */
  readonly ofResources: readonly (readonly Report[])[];
  /** What was reported when the stack was judged. */
  readonly ofStack: readonly Report[];
  /** The properties after remediation, by name; resources that were left alone are absent. */
  readonly remediated: Readonly<Record<string, unknown>>;
}

/** The URN of a resource under test. */
export function urnOf(resource: Pick<TestResource, "type" | "name">): string {
  return `urn:pulumi:dev::cases::${resource.type}::${resource.name}`;
}

/**
 * Runs a policy as the SDK does: remediation and validation of each resource on its inputs, then the stack on its
 * outputs, with the SDK's own proxies around unknown values.
 */
export function runPolicy(declaration: PolicyDeclaration, run: TestRun): PolicyRunResult {
  const policy = definePolicy(declaration, () => new Date(`${run.today ?? "2026-01-15"}T12:00:00Z`));
  const remediated: Record<string, unknown> = {};
  const ofResources = run.resources.map((resource) => {
    const changed = remediate(policy, resource, run);
    if (changed !== undefined) remediated[resource.name] = changed;
    const reports: Report[] = [];
    validateResource(policy, resource, run, reports);
    return reports;
  });
  const ofStack: Report[] = [];
  validateStack(policy, run, ofStack);
  return { reports: [...ofResources.flat(), ...ofStack], ofResources, ofStack, remediated };
}

function remediate(policy: DefinedPolicy, resource: TestResource, run: TestRun): unknown {
  const run_ = "remediateResource" in policy ? policy.remediateResource : undefined;
  if (run_ === undefined || pulumiTypeOf(run_) !== resource.type) return undefined;
  const properties = withSentinels(resource.inputs ?? resource.outputs ?? {}) as object;
  const result: unknown = run_(argsOf(resource, properties, run));
  return result === undefined ? undefined : withMarkers(properties);
}

function validateResource(policy: DefinedPolicy, resource: TestResource, run: TestRun, reports: Report[]): void {
  const validate = "validateResource" in policy ? policy.validateResource : undefined;
  for (const one of [validate ?? []].flat()) {
    if (pulumiTypeOf(one) !== resource.type) continue;
    const properties = withSentinels(resource.inputs ?? resource.outputs ?? {}) as object;
    void one(argsOf(resource, properties, run), reporter(reports, urnOf(resource)));
  }
}

function validateStack(policy: DefinedPolicy, run: TestRun, reports: Report[]): void {
  if (!("validateStack" in policy)) return;
  const byName = new Map(run.resources.map((resource) => [resource.name, policyResource(resource, run)]));
  for (const resource of run.resources) {
    const made = byName.get(resource.name)!;
    const parent = resource.parent === undefined ? undefined : byName.get(resource.parent);
    if (parent !== undefined) made.parent = parent;
    for (const [property, names] of Object.entries(resource.dependencies ?? {})) {
      made.propertyDependencies[property] = names.map((name) => byName.get(name)!);
    }
  }
  const args: StackValidationArgs = {
    resources: [...byName.values()],
    getConfig: () => structuredClone(run.config ?? {}) as never,
    stackTags: new Map(),
    notApplicable: neverCalled,
  };
  void policy.validateStack(args, reporter(reports, undefined));
}

function policyResource(resource: TestResource, run: TestRun): PolicyResource {
  const properties = withSentinels(resource.outputs ?? resource.inputs ?? {}) as object;
  return { ...argsOf(resource, properties, run), dependencies: [], propertyDependencies: {} } satisfies PolicyResource;
}

function argsOf(resource: TestResource, properties: object, run: TestRun): ResourceValidationArgs {
  return {
    type: resource.type,
    urn: urnOf(resource),
    name: resource.name,
    props: sdk.unknownCheckingProxy(properties),
    opts: {
      protect: false,
      ignoreChanges: [],
      aliases: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      additionalSecretOutputs: [],
    },
    stackTags: new Map(),
    isType: (resourceClass) => pulumiTypeOf(resourceClass) === resource.type,
    asType: () => undefined,
    getConfig: () => structuredClone(run.config ?? {}) as never,
    notApplicable: neverCalled,
  };
}

function neverCalled(): never {
  throw new Error("the policies of this pack filter by type themselves");
}

/** The form of a violation that the SDK takes and its typings leave out. */
interface ViolationObject {
  readonly message: string;
  readonly urn: string;
  readonly enforcementLevel?: Report["level"];
  readonly severity?: string;
}

function reporter(reports: Report[], ownUrn: string | undefined) {
  return (violation: string | ViolationObject, urn?: string) => {
    if (typeof violation === "string") {
      reports.push({ urn: urn ?? ownUrn ?? "", level: "policy", message: violation });
      return;
    }
    const { message, enforcementLevel: level = "policy", severity } = violation;
    reports.push({ urn: violation.urn, level, message, ...(severity === undefined ? {} : { severity }) });
  };
}

function pulumiTypeOf(value: unknown): unknown {
  return (value as { readonly __pulumiType?: unknown }).__pulumiType;
}

/** Puts the SDK's text for an unknown value where the case says `{ "$unknown": true }`. */
export function withSentinels(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSentinels);
  if (typeof value !== "object" || value === null) return value;
  if ("$unknown" in value) return sdk.unknownStringValue;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withSentinels(entry)]));
}

function withMarkers(value: unknown): unknown {
  if (value === sdk.unknownStringValue) return { $unknown: true };
  if (Array.isArray(value)) return value.map(withMarkers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withMarkers(entry)]));
}
