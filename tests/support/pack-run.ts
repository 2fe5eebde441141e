import { createRequire } from "node:module";
import { reportCausesOnce } from "../../policies/one-cause";
import type { PolicyDeclaration } from "../../policies/policy-declaration";
import { policyDeclarations } from "../../policies/registry";
import { runPolicy, type PolicyRunResult, type Report, type TestResource } from "./policy-run";

/** A diagnostic as the policy SDK has it before and after its answer. */
interface Diagnostic {
  readonly policyName: string;
  readonly urn: string;
  readonly message: string;
  readonly enforcementLevel: "mandatory" | "advisory";
}

/** The part of the SDK that answers the engine; the pack changes it so that a cause is reported once. */
const sdk = createRequire(__filename)("@pulumi/policy/protoutil") as {
  makeAnalyzeResponse(diagnostics: readonly Diagnostic[]): {
    getDiagnosticsList(): readonly { getPolicyname(): string; getUrn(): string; getMessage(): string }[];
  };
};

/** What the engine is told of a stack. */
export interface Told {
  readonly policy: string;
  readonly urn: string;
  readonly message: string;
  readonly isVerified: boolean;
}

/** What a policy reported of a stack. */
export interface PolicyRun extends Pick<PolicyRunResult, "ofResources" | "ofStack" | "reports"> {
  readonly policy: PolicyDeclaration;
}

/** Runs each of the policies over a stack. */
export function runPolicies(policies: readonly PolicyDeclaration[], resources: readonly TestResource[]): PolicyRun[] {
  return policies.map((policy) => ({ policy, ...runPolicy(policy, { resources }) }));
}

/** The policies that are not disabled; at their own levels. */
export const ENABLED: readonly PolicyDeclaration[] = policyDeclarations.filter(
  ({ enforcementLevel }) => enforcementLevel !== "disabled",
);

/** Runs policies over a stack as one pack, each at its own level, and returns what the engine is told. @default ENABLED */
export function runPack(
  resources: readonly TestResource[],
  policies: readonly PolicyDeclaration[] = ENABLED,
): readonly Told[] {
  reportCausesOnce();
  return toldOf(resources, runPolicies(policies, resources));
}

/** What the engine is told of the last run of policies over a stack: an answer for each resource and one for the stack. */
export function toldOf(resources: readonly TestResource[], runs: readonly PolicyRun[]): readonly Told[] {
  const answers = [
    ...resources.map((_, index) =>
      runs.flatMap(({ policy, ofResources }) => (ofResources[index] ?? []).map((report) => diagnostic(policy, report))),
    ),
    runs.flatMap(({ policy, ofStack }) => ofStack.map((report) => diagnostic(policy, report))),
  ];
  return answers.flatMap((answer) => sdk.makeAnalyzeResponse(answer).getDiagnosticsList().map(readDiagnostic));
}

function diagnostic({ name, enforcementLevel }: PolicyDeclaration, { urn, level, message }: Report): Diagnostic {
  const own = enforcementLevel === "disabled" ? "mandatory" : enforcementLevel;
  const unused = { policyPackName: "", policyPackVersion: "", description: "" };
  return { ...unused, policyName: name, urn, message, enforcementLevel: level === "policy" ? own : level };
}

function readDiagnostic(one: { getPolicyname(): string; getUrn(): string; getMessage(): string }): Told {
  const message = one.getMessage();
  return {
    policy: one.getPolicyname(),
    urn: one.getUrn(),
    message,
    isVerified: !message.startsWith("not verified: "),
  };
}
