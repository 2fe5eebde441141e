import { InvariantError, type PolicyDocument, type PolicyType } from "../iam";
import { readSymbolically } from "./document-checks";

/**
 * Returns the document of one statement, in AWS's JSON shape, that this package writes itself, to compare others with;
 * placeholders in it stand for what is not known yet.
 */
export function ownDocument(statement: object, policyType: PolicyType): PolicyDocument {
  const result = readSymbolically({ Version: "2012-10-17", Statement: [statement] }, policyType);
  if (result.kind === "parsed") return result.document;
  throw new InvariantError(`a statement of this package's own is malformed: ${result.issues[0]?.message ?? ""}`);
}
