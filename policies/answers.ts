import { createRequire } from "node:module";

/** One thing that the policy SDK is about to tell the engine. */
export interface Diagnostic {
  readonly policyName: string;
  readonly urn?: string;
  readonly description?: string;
  readonly message?: string;
  readonly enforcementLevel?: string;
}

/** Makes other diagnostics of those that an answer would have. */
export type AnswerChange = (diagnostics: readonly Diagnostic[]) => readonly Diagnostic[];

interface Answers {
  makeAnalyzeResponse: (diagnostics: readonly Diagnostic[], ...rest: readonly unknown[]) => unknown;
}

const load = createRequire(__filename);
const changes: AnswerChange[] = [];
const patched = new WeakSet<object>();

/**
 * Lets `change` have a say in every answer of the policy SDK to the engine, after the changes that were given before: only there the
 * levels of all policies are known. Returns false where the SDK is built differently; then nothing is changed.
 */
// ASSUMPTION: docs/adr/0094-a-cause-is-reported-once.md
export function changeAnswers(change: AnswerChange): boolean {
  const sdk = load("@pulumi/policy/protoutil") as Partial<Answers>;
  const { makeAnalyzeResponse: make } = sdk;
  if (make === undefined) return false;
  if (!changes.includes(change)) changes.push(change);
  if (patched.has(sdk)) return true;
  patched.add(sdk);
  sdk.makeAnalyzeResponse = (diagnostics, ...rest) =>
    make(
      changes.reduce((before, one) => one(before), diagnostics),
      ...rest,
    );
  return true;
}
