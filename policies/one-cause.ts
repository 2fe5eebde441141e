import { createRequire } from "node:module";

/** A finding as its policy handed it to the policy SDK, and the places that are wrong in it. */
interface CausedFinding {
  readonly urn: string;
  readonly message: string;
  /** `urn#property`, `urn#property/Statement/0` */
  readonly causes: readonly string[];
  /** The policies whose finding about the same places is enough. */
  readonly yieldsTo: readonly string[];
}

/** The same, and what became of it. */
interface ReportedFinding extends CausedFinding {
  readonly policy: string;
  /** The resource that was judged; undefined for the stack. */
  readonly subject: string | undefined;
  /** Whether it blocks; undefined as long as the engine was not told. */
  blocks?: boolean;
}

/** What the SDK is about to tell the engine. */
interface Diagnostic {
  readonly policyName: string;
  readonly urn?: string;
  readonly description?: string;
  readonly message?: string;
  readonly enforcementLevel?: string;
}

interface Responses {
  makeAnalyzeResponse: (diagnostics: readonly Diagnostic[], ...rest: readonly unknown[]) => unknown;
}

const load = createRequire(__filename);
const patched = new WeakSet<object>();

/** The findings with causes: those of resources until the resource is judged again, those of a stack until its answer. */
const byText = new Map<string, ReportedFinding>();
const byCause = new Map<string, Set<ReportedFinding>>();
const byJudgement = new Map<string, ReportedFinding[]>();

/**
 * Begins a judgement of a resource, or of the stack where `subject` is undefined, by a policy: what the same judgement found
 * before is forgotten. Returns how to tell of each finding.
 */
export function beginJudgement(policy: string, subject: string | undefined): (finding: CausedFinding) => void {
  const judgement = JSON.stringify([policy, subject]);
  for (const finding of byJudgement.get(judgement) ?? []) forget(finding);
  byJudgement.delete(judgement);
  return (finding) => {
    if (finding.causes.length === 0) return;
    const told: ReportedFinding = { ...finding, policy, subject };
    byText.set(keyOf(told), told);
    for (const cause of told.causes) byCause.set(cause, (byCause.get(cause) ?? new Set()).add(told));
    byJudgement.set(judgement, [...(byJudgement.get(judgement) ?? []), told]);
  };
}

function forget(finding: ReportedFinding): void {
  byText.delete(keyOf(finding));
  for (const cause of finding.causes) byCause.get(cause)?.delete(finding);
}

function keyOf({ policy, urn, message }: Pick<ReportedFinding, "policy" | "urn" | "message">): string {
  return JSON.stringify([policy, urn, message]);
}

/**
 * Lets the pack report a cause once: a finding is left out of the SDK's answer to the engine where findings of policies that it
 * yields to report each of its causes, and block if it blocks. Only there the levels of all are known. Where the SDK is built
 * differently nothing is left out.
 */
// ASSUMPTION: docs/adr/0094-a-cause-is-reported-once.md
export function reportCausesOnce(): void {
  const sdk = load("@pulumi/policy/protoutil") as Partial<Responses>;
  const { makeAnalyzeResponse: make } = sdk;
  if (make === undefined || patched.has(sdk)) return;
  patched.add(sdk);
  sdk.makeAnalyzeResponse = (diagnostics, ...rest) => make(withoutRepetitions(diagnostics), ...rest);
}

function withoutRepetitions(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const findings = diagnostics.map(reported);
  const kept = diagnostics.filter((_, index) => {
    const finding = findings[index];
    return finding === undefined || !isRepetition(finding);
  });
  for (const finding of findings) if (finding !== undefined && finding.subject === undefined) forget(finding);
  return kept;
}

/** The finding that a diagnostic shows, marked with the level at which it is reported. */
function reported(diagnostic: Diagnostic): ReportedFinding | undefined {
  const { policyName: policy, urn = "", description = "", message = "", enforcementLevel } = diagnostic;
  const head = `${description}\n`;
  const text = message.startsWith(head) ? message.slice(head.length) : message;
  const finding = byText.get(keyOf({ policy, urn, message: text }));
  if (finding !== undefined) finding.blocks = enforcementLevel !== "advisory";
  return finding;
}

function isRepetition({ causes, yieldsTo, blocks }: ReportedFinding): boolean {
  return causes.every((cause) =>
    [...(byCause.get(cause) ?? [])].some(
      (other) => yieldsTo.includes(other.policy) && other.blocks !== undefined && (other.blocks || blocks === false),
    ),
  );
}
