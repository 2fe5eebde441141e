import { parsePolicyDocument, type PolicyDocument, type PolicyType } from "../iam";
import { InputError, type JsonInput } from "./input";

/**
 * The policy document of a file.
 * @throws InputError when it is no valid document of its type.
 */
export function readDocument({ file, text }: JsonInput, policyType: PolicyType): PolicyDocument {
  const result = parsePolicyDocument(text, { policyType });
  if (result.kind === "parsed") return result.document;
  throw new InputError(result.issues.map(({ pointer, message }) => ({ file, pointer, reason: message })));
}
