import type { ParseResult, PolicyType } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { policiesThatNameRoles } from "../../stack-model/resource-grants";
import { readDocument } from "../../stack-model/read-document";
import type { StackDocument } from "../../stack-model/stack-document";
import { stackModelOf } from "../../stack-model/stack-model";
import { causeAt, type Finding } from "../findings";
import type { StackJudge } from "../policy-declaration";
import type { Settings } from "../settings";
import { readsDocuments, unreadableFinding } from "./document-judge";

/** One thing that is wrong with a document. */
export interface TextProblem {
  /** With the place in the document. */
  readonly said: string;
  /** JSON pointer of the place. */
  readonly pointer: string;
  /** The cause, as a JSON pointer, where it is more than that place: a statement that AWS refuses as it is. @default pointer */
  readonly cause?: string;
}

/** What a policy asks of the text of documents that the program writes. */
export interface TextRule {
  readonly policyTypes: readonly PolicyType[];
  readonly judge: (
    parsed: Extract<ParseResult, { kind: "parsed" }>,
    settings: Settings,
    found: StackDocument,
  ) => readonly TextProblem[];
  readonly fix: string;
  /** Whether documents that cannot be read are violations; they are not judged otherwise. @default false */
  readonly reportsUnreadable?: boolean;
}

/**
 * Judges the text of every document of the stack that can be read, but AWS's own and resource-based policies that name
 * none of its roles: what symbols stand for is not judged. One finding a document. Unknown documents, and published ones that cannot
 * be read, are reported by the policies that judge what documents allow.
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
        if (parsed === undefined) return [];
        if (parsed.kind === "invalid") {
          const isPublished = found.state.kind === "symbolic" && found.state.component !== undefined;
          return rule.reportsUnreadable && !isPublished ? [unreadableFinding("violation", found, parsed)] : [];
        }
        const problems = rule.judge(parsed, settings, found);
        if (problems.length === 0) return [];
        const { resource, property } = found;
        const problem = `\`${property}\` ${problems.map(({ said }) => said).join("; ")}`;
        // Of a list, the list as a whole: other policies do not know at which place of it a value stands.
        const causes = problems.map(({ pointer, cause = pointer.replace(/\/\d+$/, "") }) =>
          causeAt(resource, property, cause),
        );
        return [{ kind: "violation", resource, problem, fix: rule.fix, causes }];
      });
    },
  };
}
