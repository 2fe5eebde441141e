import type { StatementReference } from "../document/policy-document";
import type { AccessAnswer } from "./ask";

/** Granted if one of the answers is, with the statements of all of them; else unknown if one is. */
export function anyGranted(answers: readonly AccessAnswer[]): AccessAnswer {
  const granted = answers.filter((answer) => answer.kind === "granted");
  const [first] = granted;
  if (first === undefined) return answers.find((answer) => answer.kind === "unknown") ?? { kind: "notGranted" };
  const statements = new Map(
    granted.flatMap((answer) => answer.statements).map((one) => [`${one.policyId} ${one.pointer}`, one]),
  );
  return {
    kind: "granted",
    request: first.request,
    statements: [...statements.values()].sort(inOrder),
  };
}

function inOrder(a: StatementReference, b: StatementReference): number {
  return a.policyId === b.policyId ? a.statementIndex - b.statementIndex : a.policyId < b.policyId ? -1 : 1;
}

/** Granted if all of the answers are, with the statements of all of them; else not granted if one is not. */
export function allGranted(answers: readonly AccessAnswer[]): AccessAnswer {
  return (
    answers.find((answer) => answer.kind === "notGranted") ??
    answers.find((answer) => answer.kind === "unknown") ??
    anyGranted(answers)
  );
}
