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
const CUSTOMER_MANAGED = /^arn:[^:]+:iam::\d+:policy\//;

/** Whether resources of that type attach managed policies. */
export function attachesPolicies(type: string): boolean {
  return type in ATTACHING;
}

/**
 * The managed policies that a resource attaches, as documents: those of AWS in our table with what they say, and an
 * unknown document for the unknown ARNs and one for the customer's policies of elsewhere. The policies of this stack are
 * judged themselves, and the other policies of AWS are left out.
 */
export function attachedDocuments(
  resource: StackResource,
  byUrn: ReadonlyMap<string, StackResource>,
): readonly StackDocument[] {
  const property = ATTACHING[resource.type];
  if (property === undefined) return [];
  const value = attachedValue(resource, property);
  const dependsOn = resource.propertyDependencies[property] ?? [];
  const document = { resource, policyType: "identity" } as const;
  const arns: readonly (PlainValue | undefined)[] = isPlainList(value) ? value : [value];
  const entries = arns.map((arn, index): AttachedPolicy => ({
    arn,
    path: isPlainList(value) ? `${property}[${index}]` : property,
  }));
  const own = [...byUrn.values()].filter(({ type }) => type === POLICY_TYPE);
  const managed = entries.flatMap(({ arn, path }): readonly StackDocument[] => {
    const found = typeof arn === "string" ? awsManagedPolicy(arn) : undefined;
    if (found === undefined) return [];
    return [{ ...document, property: `${path} (${found.name})`, state: { kind: "known", value: found.document } }];
  });
  const unknown = entries.filter(({ arn }) => arn === UNKNOWN);
  const foreign = entries.filter(({ arn }) => typeof arn === "string" && isForeign(arn, own));
  const unknownDocument = (found: readonly AttachedPolicy[], reason?: string): readonly StackDocument[] => {
    const [first] = found;
    if (first === undefined) return [];
    const paths = found.map(({ path }) => path);
    const state = { kind: "unknown", paths, dependsOn, ...(reason === undefined ? {} : { reason }) } as const;
    return [{ ...document, property: first.path, state }];
  };
  return [
    ...managed,
    ...unknownDocument(mayAllBeOwn(unknown.length, isPlainList(value), dependsOn, own) ? [] : unknown),
    ...unknownDocument(foreign, "attaches a policy that is not part of this stack, so what it grants is not known"),
  ];
}

/** One ARN of those that a resource attaches, and where it stands. */
interface AttachedPolicy {
  readonly arn: PlainValue | undefined;
  readonly path: string;
}

/**
 * Whether an ARN is that of a customer managed policy that no policy of the stack has: by the ARN where the policy's is
 * known, else by the name.
 */
function isForeign(arn: string, own: readonly StackResource[]): boolean {
  const isArnOf = ({ properties }: StackResource): boolean =>
    typeof properties["arn"] === "string" ? properties["arn"] === arn : properties["name"] === arn.split("/").at(-1);
  return CUSTOMER_MANAGED.test(arn) && !own.some(isArnOf);
}

/** Whether there is a policy of the stack for each unknown ARN; an unknown list comes from such policies alone. */
function mayAllBeOwn(
  unknowns: number,
  isList: boolean,
  dependsOn: readonly string[],
  own: readonly StackResource[],
): boolean {
  const sources = own.filter(({ urn }) => dependsOn.includes(urn)).length;
  return isList ? unknowns <= sources : unknowns === 0 || (sources > 0 && sources === dependsOn.length);
}

/** Planned outputs of a role are unknown where the program attaches nothing, so there the inputs decide. */
function attachedValue({ type, properties, inputs }: StackResource, property: string): PlainValue | undefined {
  const output = properties[property];
  if (output !== undefined && output !== UNKNOWN) return output;
  if (inputs !== undefined) return inputs[property];
  return type === ROLE_TYPE ? undefined : output;
}
