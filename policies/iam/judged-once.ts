import type { PolicyDocument } from "../../iam";

/** The same judgement, made once for each document that was read: several policies and roles may share one. */
export function judgedOnce<T>(judge: (document: PolicyDocument) => T): (document: PolicyDocument) => T {
  const answers = new WeakMap<PolicyDocument, { readonly answer: T }>();
  return (document) => {
    const known = answers.get(document) ?? { answer: judge(document) };
    answers.set(document, known);
    return known.answer;
  };
}
