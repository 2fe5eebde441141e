import type { ParseResult, PolicyType } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { policiesThatNameRoles } from "../../stack-model/resource-grants";
import { readDocument } from "../../stack-model/read-document";
import type { StackDocument } from "../../stack-model/stack-document";
import { stackModelOf } from "../../stack-model/stack-model";
import type { Finding } from "../findings";
import type { StackJudge } from "../policy-declaration";
import type { Settings } from "../settings";
import { readsDocuments } from "./document-judge";

/** What a policy asks of the text of documents that the program writes. */
export interface TextRule {
  readonly policyTypes: readonly PolicyType[];
  /** Each thing that is wrong with the document, with the place in it. */
  readonly judge: (
    parsed: Extract<ParseResult, { kind: "parsed" }>,
    settings: Settings,
    found: StackDocument,
  ) => readonly string[];
  readonly fix: string;
}

/**
 * Judges the text of every document of the stack that can be read, but AWS's own and resource-based policies that name
 * none of its roles: what symbols stand for is not judged. One finding a document. Unknown documents are reported by the policies on administrator access and public trust.
 */
export function textJudge(rule: TextRule): StackJudge {
  return {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources, settings) => {
      const model = stackModelOf(resources);
      const naming = rule.policyTypes.includes("resource") ? policiesThatNameRoles(model) : [];
      const others = model.documents.filter(({ policyType }) => policyType !== "resource");
      return [...others, ...naming].flatMap((found): readonly Finding[] => {
        if (!rule.policyTypes.includes(found.policyType) || found.awsManaged !== undefined) return [];
        const parsed = readDocument(found);
        if (parsed?.kind !== "parsed") return [];
        const problems = rule.judge(parsed, settings, found);
        if (problems.length === 0) return [];
        const { resource, property } = found;
        return [{ kind: "violation", resource, problem: `\`${property}\` ${problems.join("; ")}`, fix: rule.fix }];
      });
    },
  };
}
