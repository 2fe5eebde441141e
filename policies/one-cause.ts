import { changeAnswers, type Diagnostic } from "./answers";
import { joinFindings, renderFinding, type Finding, type Findings } from "./findings";

/** What a policy handed to the policy SDK as one finding. */
interface ToldFinding {
  /** The findings that it is made of: several where several values of one resource are not known. */
  readonly parts: Findings;
  /** The policies whose finding about the same places is enough. */
  readonly yieldsTo: readonly string[];
}

/** The same, and what became of it. */
interface ReportedFinding extends ToldFinding {
  readonly policy: string;
  readonly urn: string;
  readonly message: string;
  /** The resource that was judged; undefined for the stack. */
  readonly subject: string | undefined;
  /** Whether it blocks; undefined as long as the engine was not told. */
  blocks?: boolean;
}

/** A finding of which the engine is told less than its policy found, or nothing. */
export interface Repetition extends Pick<ReportedFinding, "policy" | "urn" | "message"> {
  /** What the engine is told; undefined where nothing is left. */
  readonly remaining: string | undefined;
}

/** The findings with causes: those of resources until the resource is judged again, those of a stack until its answer. */
const byText = new Map<string, ReportedFinding>();
const byCause = new Map<string, Set<ReportedFinding>>();
const byJudgement = new Map<string, ReportedFinding[]>();
const listeners: ((repetition: Repetition) => void)[] = [];

/**
 * Begins a judgement of a resource, or of the stack where `subject` is undefined, by a policy: what the same judgement found
 * before is forgotten. Returns how to tell of each finding.
 */
export function beginJudgement(policy: string, subject: string | undefined): (finding: ToldFinding) => void {
  const judgement = JSON.stringify([policy, subject]);
  for (const finding of byJudgement.get(judgement) ?? []) forget(finding);
  byJudgement.delete(judgement);
  return (finding) => {
    if (finding.parts.every(({ causes = [] }) => causes.length === 0)) return;
    const { urn } = finding.parts[0].resource;
    const message = renderFinding(joinFindings(finding.parts));
    const told: ReportedFinding = { ...finding, policy, urn, message, subject };
    byText.set(keyOf(told), told);
    for (const cause of causesOf(told)) byCause.set(cause, (byCause.get(cause) ?? new Set()).add(told));
    byJudgement.set(judgement, [...(byJudgement.get(judgement) ?? []), told]);
  };
}

function causesOf({ parts }: ToldFinding): readonly string[] {
  return parts.flatMap(({ causes = [] }) => causes);
}

function forget(finding: ReportedFinding): void {
  byText.delete(keyOf(finding));
  for (const cause of causesOf(finding)) byCause.get(cause)?.delete(finding);
}

function keyOf({ policy, urn, message }: Pick<ReportedFinding, "policy" | "urn" | "message">): string {
  return JSON.stringify([policy, urn, message]);
}

/**
 * Lets the pack report a cause once: a finding is left out of the SDK's answer to the engine where findings of policies that it
 * yields to report each of its causes, or other policies say the same in the same words, and block if it blocks; one that lists
 * several unknown values lists the others.
 * Where the SDK is built differently nothing is left out. What was found before is forgotten.
 */
export function reportCausesOnce(): void {
  for (const known of [byText, byCause, byJudgement]) known.clear();
  changeAnswers(withoutRepetitions);
}

/** Lets `listener` hear of what is left out of the answers to the engine. */
export function onRepetition(listener: (repetition: Repetition) => void): void {
  listeners.push(listener);
}

function withoutRepetitions(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const findings = diagnostics.map(reported);
  const kept = diagnostics.flatMap((diagnostic, index) => {
    const finding = findings[index];
    return finding === undefined ? [diagnostic] : withoutRepeatedParts(diagnostic, finding);
  });
  for (const finding of findings) if (finding !== undefined && finding.subject === undefined) forget(finding);
  return kept;
}

function withoutRepeatedParts(diagnostic: Diagnostic, finding: ReportedFinding): readonly Diagnostic[] {
  const parts = finding.parts.filter((part) => !isRepetition(part, finding));
  if (parts.length === finding.parts.length) return [diagnostic];
  const [first, ...others] = parts;
  const remaining = first === undefined ? undefined : renderFinding(joinFindings([first, ...others]));
  for (const listener of listeners) listener({ ...finding, remaining });
  const { message = "" } = diagnostic;
  return remaining === undefined ? [] : [{ ...diagnostic, message: message.replace(finding.message, () => remaining) }];
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

function isRepetition(part: Finding, finding: ReportedFinding): boolean {
  const { causes = [] } = part;
  return causes.length > 0 && causes.every((cause) => isTold(cause, part, finding));
}

/** Whether the engine is told of the cause by a policy to which this one yields, or in the same words by another. */
function isTold(cause: string, part: Finding, finding: ReportedFinding): boolean {
  const tellers = [...(byCause.get(cause) ?? [])].filter(({ blocks }) => blocks !== undefined);
  const text = renderFinding(part);
  const inTheseWords = tellers.filter(({ parts }) => parts.some((one) => renderFinding(one) === text));
  if (speakerOf(inTheseWords) !== finding) return inTheseWords.length > 0;
  return tellers.some(
    (other) =>
      finding.yieldsTo.includes(other.policy) &&
      (other.policy === finding.policy ? tellsMore(other, finding) : !inTheseWords.includes(other)) &&
      (other.blocks === true || finding.blocks === false),
  );
}

/** Whether a finding has all causes of another, and more: of one policy's findings about one place, one always stays. */
function tellsMore(finding: ReportedFinding, other: ReportedFinding): boolean {
  const causes = new Set(causesOf(finding));
  const others = new Set(causesOf(other));
  return causes.size > others.size && [...others].every((cause) => causes.has(cause));
}

/** Of findings that say the same, the one that is told: it blocks if one does, yields to none of the others, and came first. */
function speakerOf(findings: readonly ReportedFinding[]): ReportedFinding | undefined {
  const blocking = findings.filter(({ blocks }) => blocks === true);
  const able = blocking.length > 0 ? blocking : findings;
  const policies = new Set(able.map(({ policy }) => policy));
  return able.find(({ policy, yieldsTo }) => !yieldsTo.some((other) => other !== policy && policies.has(other)));
}
