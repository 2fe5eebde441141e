import type { PolicyDocument } from "../../iam";
import { parsePolicyDocument } from "../../iam";

/** Policy documents, and what is wrong with the first that is none. */
export interface ParsedPolicies {
  readonly documents: readonly PolicyDocument[];
  readonly wrong?: string;
}

/** Parses documents of identity policies, given as JSON text or as values. */
export function parsed(policies: readonly { readonly id: string; readonly document: unknown }[]): ParsedPolicies {
  const documents: PolicyDocument[] = [];
  for (const { id, document: input } of policies) {
    const result = parsePolicyDocument(input, { policyType: "identity" });
    if (result.kind === "invalid") {
      return {
        documents,
        wrong: `policy \`${id}\` cannot be read: ${result.issues.map(({ message }) => message).join("; ")}`,
      };
    }
    documents.push(result.document);
  }
  return { documents };
}
