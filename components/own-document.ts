import { InvariantError, parsePolicyDocument, type PolicyDocument, type PolicyType } from "../iam";

/** Returns the document of one statement, in AWS's JSON shape, that this package writes itself, to compare others with. */
export function ownDocument(statement: object, policyType: PolicyType): PolicyDocument {
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement: [statement] }, { policyType });
  if (result.kind === "parsed") return result.document;
  throw new InvariantError(`a statement of this package's own is malformed: ${result.issues[0]?.message ?? ""}`);
}
