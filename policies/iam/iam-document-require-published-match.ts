import { ROLE_TYPE } from "../../stack-model/document-properties";
import type { StackDocument } from "../../stack-model/stack-document";
import { stackModelOf } from "../../stack-model/stack-model";
import { labelOf } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { readsDocuments } from "./document-judge";

export const iamDocumentRequirePublishedMatch: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-document-require-published-match",
  displayName: "Published documents are the real ones",
  description: "A document that a component publishes is the one that its resource gets.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["iam", "trust"],
  remediationSteps:
    "Let nothing change a component's child behind it, such as a transformation, and let components publish what they give.",
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources) => stackModelOf(resources).documents.flatMap(disputeFindings),
  },
};

function disputeFindings({ resource, property, dispute }: StackDocument): readonly Finding[] {
  if (dispute === undefined) return [];
  const { component, undecided } = dispute;
  const fix = `let ${component.name} publish the document that the resource gets, or publish none`;
  const said = `what ${labelOf(component)} says of it in its output \`documents\``;
  if (undecided === undefined) {
    return [{ kind: "forgery", resource, problem: `\`${property}\` is not ${said}`, fix }];
  }
  const problem = `whether \`${property}\` is ${said} is not decided: ${undecided}`;
  return [{ kind: "notVerified", resource, problem, fix }];
}
