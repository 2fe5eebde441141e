import { parsePolicyDocument, type PolicyDocument, type PolicyType } from "../iam";
import { InputError, type JsonInput } from "./input";

/** Types that a document may be of where it is not of the one that was expected. */
const OTHERS: readonly PolicyType[] = ["identity", "trust", "resource"];

/**
 * The policy document of a file; `typeOption` is the option that says its type, where the command has one.
 * @throws InputError when it is no valid document of its type, with the option's value that would make it one.
 */
export function readDocument({ file, text }: JsonInput, policyType: PolicyType, typeOption?: "--type"): PolicyDocument {
  const result = parsePolicyDocument(text, { policyType });
  if (result.kind === "parsed") return result.document;
  const other = typeOption && OTHERS.find((type) => parsePolicyDocument(text, { policyType: type }).kind === "parsed");
  const fix = other === undefined ? "" : `; it is valid as a ${other} policy: give \`${typeOption} ${other}\``;
  const issues = other === undefined ? result.issues : result.issues.slice(0, 1);
  throw new InputError(issues.map(({ pointer, message }) => ({ file, pointer, reason: message + fix })));
}
