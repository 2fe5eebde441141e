import { UNKNOWN, isPlainList, type PlainValue } from "../ec2/plain-value";
import { awsManagedPolicy } from "./aws-managed-policies";
import { ROLE_TYPE } from "./document-properties";
import type { StackDocument } from "./stack-document";
import type { StackResource } from "./stack-resource";

/** The properties that attach managed policies by ARN: one, or a list of them. */
const ATTACHING: Readonly<Record<string, string>> = {
  [ROLE_TYPE]: "managedPolicyArns",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "policyArns",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": "policyArns",
  "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
};
const POLICY_TYPE = "aws:iam/policy:Policy";

/** Whether resources of that type attach managed policies. */
export function attachesPolicies(type: string): boolean {
  return type in ATTACHING;
}

/**
 * The AWS managed policies of our table that a resource attaches, as documents. An ARN that is unknown and comes from no
 * policy of the stack, which would be judged itself, gives an unknown document.
 */
export function attachedDocuments(
  resource: StackResource,
  byUrn: ReadonlyMap<string, StackResource>,
): readonly StackDocument[] {
  const property = ATTACHING[resource.type];
  if (property === undefined) return [];
  const value = attachedValue(resource, property);
  const dependsOn = resource.propertyDependencies[property] ?? [];
  const isOwn = dependsOn.some((urn) => byUrn.get(urn)?.type === POLICY_TYPE);
  return (isPlainList(value) ? value : [value]).flatMap((arn, index): readonly StackDocument[] => {
    const path = isPlainList(value) ? `${property}[${index}]` : property;
    const document = { resource, policyType: "identity" } as const;
    if (arn === UNKNOWN) {
      return isOwn ? [] : [{ ...document, property: path, state: { kind: "unknown", paths: [path], dependsOn } }];
    }
    const managed = typeof arn === "string" ? awsManagedPolicy(arn) : undefined;
    if (managed === undefined) return [];
    return [{ ...document, property: `${path} (${managed.name})`, state: { kind: "known", value: managed.document } }];
  });
}

/** Planned outputs of a role are unknown where the program attaches nothing, so there the inputs decide. */
function attachedValue({ type, properties, inputs }: StackResource, property: string): PlainValue | undefined {
  const output = properties[property];
  if (output !== undefined && output !== UNKNOWN) return output;
  if (inputs !== undefined) return inputs[property];
  return type === ROLE_TYPE ? undefined : output;
}
