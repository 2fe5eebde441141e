import { parsePolicyDocument, type NamedPolicy } from "../../iam";

/** A named policy from AWS JSON; throws for a document that is invalid, with its issues. */
export function policy(id: string, json: unknown): NamedPolicy {
  const result = parsePolicyDocument(json);
  if (result.kind === "invalid") throw new Error(`policy ${id}: ${JSON.stringify(result.issues)}`);
  return { id, document: result.document };
}
