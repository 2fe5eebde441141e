import { serializePolicyDocument, type StatementJson } from "../../iam";
import type { ProposedPolicy } from "../../right-size";

/** The policies of a proposal as arguments of an InstanceRole, in TypeScript. */
export function typeScriptOf(policies: readonly ProposedPolicy[]): string {
  const [first] = policies;
  if (policies.length === 1 && first?.kind === "inline") return `statements: ${statementsText(first, "")},`;
  const members = policies.map((policy) => `  "${policy.name}": ${statementsText(policy, "  ")},`);
  return ["customerManagedPolicies: {", ...members, "},"].join("\n");
}

function statementsText({ document }: ProposedPolicy, indent: string): string {
  const statements = serializePolicyDocument(document).Statement.map(argumentsOf);
  return JSON.stringify(statements, undefined, 2)
    .replace(/^(\s*)"(\w+)":/gm, "$1$2:")
    .replaceAll("\n", `\n${indent}`);
}

/** @throws RangeError for a statement with NotAction or NotResource, which an InstanceRole's statements do not have */
function argumentsOf({ Sid, Effect, Action, Resource, Condition }: StatementJson): object {
  if (Action === undefined || Resource === undefined) {
    throw new RangeError(
      "a statement with NotAction or NotResource has no form in `statements`: use the policy's JSON",
    );
  }
  return {
    ...(Sid === undefined ? {} : { sid: Sid }),
    ...(Effect === "Allow" ? {} : { effect: Effect }),
    actions: [Action].flat(),
    resources: [Resource].flat(),
    ...(Condition === undefined ? {} : { conditions: Condition }),
  };
}
