import { serializePolicyDocument, type StatementJson } from "../../iam";
import type { ProposedPolicy } from "../../right-size";

/**
 * The policies of a proposal as arguments of an InstanceRole, in TypeScript: `statements` for one inline policy, documents where a
 * statement has NotAction or NotResource, which `statements` do not have.
 */
export function typeScriptOf(policies: readonly ProposedPolicy[]): string {
  const [first] = policies;
  if (first?.kind === "inline") {
    return hasStatementsForm(first)
      ? `statements: ${valueText(first, "")},`
      : `inlinePolicies: {\n  ${JSON.stringify(first.name)}: ${valueText(first, "  ")},\n},`;
  }
  const members = policies.map((policy) => `  ${JSON.stringify(policy.name)}: ${valueText(policy, "  ")},`);
  return ["customerManagedPolicies: {", ...members, "},"].join("\n");
}

function hasStatementsForm({ document }: ProposedPolicy): boolean {
  return document.statements.every(({ actions, resources }) => actions !== undefined && resources !== undefined);
}

function valueText(policy: ProposedPolicy, indent: string): string {
  const document = serializePolicyDocument(policy.document);
  const value = hasStatementsForm(policy) ? document.Statement.map(argumentsOf) : document;
  return JSON.stringify(value, undefined, 2)
    .replace(/^(\s*)"(\w+)":/gm, "$1$2:")
    .replaceAll("\n", `\n${indent}`);
}

function argumentsOf({ Sid, Effect, Action = [], Resource = [], Condition }: StatementJson): object {
  return {
    ...(Sid === undefined ? {} : { sid: Sid }),
    ...(Effect === "Allow" ? {} : { effect: Effect }),
    actions: [Action].flat(),
    resources: [Resource].flat(),
    ...(Condition === undefined ? {} : { conditions: Condition }),
  };
}
