import type { IdentityReader } from "../../aws/identity-reader";
import { parsePolicyDocument, type NamedPolicy } from "../../iam";
import { readDocument } from "../document-input";
import { InputError, readJson } from "../input";
import { readStack } from "../stack-state";
import { declaredPolicies } from "../verify/declared-policies";

/** The policies that a role has, and what else their origin says of the role. */
export interface OldPolicies {
  readonly policies: readonly NamedPolicy[];
  readonly roleArn?: string;
}

/** Policies from files, each one document. @throws InputError when one is no valid identity policy */
export function policiesOfFiles(files: readonly string[]): OldPolicies {
  return { policies: files.map((file) => ({ id: file, document: readDocument(readJson(file), "identity") })) };
}

/**
 * The policies of a role of a stack: its own, and those of AWS, which are read from the account.
 * @throws InputError when the stack has no such role, or a policy cannot be read
 */
export async function policiesOfStack(
  stack: string,
  role: string,
  reader: () => Promise<IdentityReader>,
): Promise<OldPolicies> {
  const resources = await readStack(stack, {});
  const [found, second] = resources
    .filter(({ type }) => type === "aws:iam/role:Role")
    .filter(({ outputs }) => outputs?.["name"] === role || outputs?.["arn"] === role);
  if (found === undefined) throw fault(`stack ${stack}`, `it has no role \`${role}\``);
  if (second !== undefined) {
    throw fault("--role", `got \`${role}\`, which the stack ${stack} has twice: expected an ARN`);
  }
  const declared = declaredPolicies(found, resources);
  if (declared.kind === "secret") {
    throw fault(`stack ${stack}`, `${declared.what} is secret in it: give the documents with --policies`);
  }
  const policies: NamedPolicy[] = [];
  for (const policy of declared.policies) {
    const { id, document } = "managedPolicyArn" in policy ? await managed(policy.managedPolicyArn, reader) : policy;
    const result = parsePolicyDocument(document, { policyType: "identity" });
    if (result.kind === "invalid") {
      throw new InputError(result.issues.map(({ pointer, message }) => ({ file: id, pointer, reason: message })));
    }
    policies.push({ id, document: result.document });
  }
  const arn = found.outputs?.["arn"];
  return { policies, ...(typeof arn === "string" && arn !== "" ? { roleArn: arn } : {}) };
}

async function managed(arn: string, reader: () => Promise<IdentityReader>): Promise<{ id: string; document: unknown }> {
  try {
    return await (await reader()).managedPolicy(arn);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fault(
      arn,
      `the policy is not in the stack and cannot be read: ${reason}; give all documents with --policies`,
    );
  }
}

function fault(file: string, reason: string): InputError {
  return new InputError([{ file, pointer: "", reason }]);
}
