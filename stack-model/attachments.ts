import { UNKNOWN, isPlainList, type PlainValue } from "../ec2/plain-value";
import { awsManagedPolicy } from "../ec2/aws-managed-policies";
import { ROLE_TYPE } from "./document-properties";
import { holdersOf } from "./policy-holders";
import { POLICY_TYPE } from "./resource-types";
import type { StackDocument } from "./stack-document";
import type { StackIndex } from "./stack-index";
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

/** Whether resources of that type attach managed policies. */
export function attachesPolicies(type: string): boolean {
  return type in ATTACHING;
}

/** The managed policies that a resource attaches; of an exclusive one, those that no other resource attaches. */
export interface Attachments {
  /** Policies of the stack: their documents are judged where they are made. */
  readonly own: readonly StackResource[];
  /** Those of AWS with what they say, or as unknown where they are not in the data; unknown ARNs; policies of elsewhere. */
  readonly documents: readonly StackDocument[];
}

/** Joins the ARNs that a resource attaches with the policies of the stack: by value where known, else by what they come from. */
export function attachmentsOf(resource: StackResource, index: StackIndex): Attachments {
  const property = ATTACHING[resource.type];
  if (property === undefined) return { own: [], documents: [] };
  const value = attachedValue(resource, property);
  const dependsOn = resource.propertyDependencies[property] ?? [];
  const arns: readonly (PlainValue | undefined)[] = isPlainList(value) ? value : [value];
  const isRepeated = repeatedArns(resource, index);
  const meanings = arns.flatMap((arn, position): readonly AttachedPolicy[] => {
    const path = isPlainList(value) ? `${property}[${position}]` : property;
    if (typeof arn !== "string") return [{ path, meaning: arn === UNKNOWN ? UNKNOWN : undefined }];
    return isRepeated(arn) ? [] : [{ path, meaning: meaningOf(arn, index) }];
  });
  const document = { resource, policyType: "identity" } as const;
  const unknown = (paths: readonly string[], reason?: string, awsManaged?: string): readonly StackDocument[] => {
    const [first] = paths;
    if (first === undefined) return [];
    const state = { kind: "unknown", paths, dependsOn, ...(reason === undefined ? {} : { reason }) } as const;
    return [{ ...document, property: first, state, ...(awsManaged === undefined ? {} : { awsManaged }) }];
  };
  const unknownPaths = meanings.flatMap(({ path, meaning }) => (meaning === UNKNOWN ? [path] : []));
  const sources = unknownPaths.length === 0 ? [] : index.sources(dependsOn, POLICY_TYPE);
  const areOwn = mayAllBeOwn(unknownPaths.length, isPlainList(value), dependsOn, sources.length);
  const found = meanings.flatMap(({ path, meaning }) => (typeof meaning === "object" ? [{ path, meaning }] : []));
  const others = new Map<string, { readonly name: string | undefined; readonly paths: string[] }>();
  for (const { path, meaning } of found) {
    if (meaning.kind !== "other") continue;
    const { reason, name } = meaning;
    others.set(reason, { name, paths: [...(others.get(reason)?.paths ?? []), path] });
  }
  return {
    own: [...sources, ...found.flatMap(({ meaning }) => (meaning.kind === "own" ? [meaning.policy] : []))],
    documents: [
      ...found.flatMap(({ path, meaning }): readonly StackDocument[] =>
        meaning.kind === "document"
          ? [
              {
                ...document,
                property: `${path} (${meaning.name})`,
                state: { kind: "known", value: meaning.document },
                awsManaged: meaning.name,
              },
            ]
          : [],
      ),
      ...unknown(areOwn ? [] : unknownPaths),
      ...[...others].flatMap(([reason, { name, paths }]) => unknown(paths, reason, name)),
    ],
  };
}

/** What each principal is attached by resources that are not exclusive, by index: URN and ARN. */
const attachedOnce = new WeakMap<StackIndex, ReadonlySet<string>>();

/** Tells of an exclusive resource which ARNs it lists that another resource attaches to the same principal. */
function repeatedArns(resource: StackResource, index: StackIndex): (arn: string) => boolean {
  if (!isExclusive(resource)) return () => false;
  const attached = attachedOnce.get(index) ?? attachedByOthers(index);
  attachedOnce.set(index, attached);
  const { holders } = holdersOf(resource, index);
  return (arn) => holders.length > 0 && holders.every(({ urn }) => attached.has(`${urn} ${arn}`));
}

function isExclusive({ type }: StackResource): boolean {
  return type.endsWith("Exclusive");
}

function attachedByOthers(index: StackIndex): ReadonlySet<string> {
  const attaching = Object.entries(ATTACHING).flatMap(([type, property]) =>
    index.ofType(type).flatMap((resource) => (isExclusive(resource) ? [] : [{ resource, property }])),
  );
  return new Set(
    attaching.flatMap(({ resource, property }) => {
      const value = attachedValue(resource, property);
      const holders = resource.type === ROLE_TYPE ? [resource] : holdersOf(resource, index).holders;
      const arns = isPlainList(value) ? value : [value];
      return holders.flatMap(({ urn }) => arns.flatMap((arn) => (typeof arn === "string" ? [`${urn} ${arn}`] : [])));
    }),
  );
}

/** One ARN of those that a resource attaches: where it stands and what it means. */
interface AttachedPolicy {
  readonly path: string;
  readonly meaning: ArnMeaning | typeof UNKNOWN | undefined;
}

type ArnMeaning =
  | { readonly kind: "own"; readonly policy: StackResource }
  | { readonly kind: "document"; readonly name: string; readonly document: object }
  | { readonly kind: "other"; readonly reason: string; readonly name?: string };

/** What a known ARN means: a policy of the stack by its ARN or name, one of AWS, or one of elsewhere. */
export function meaningOf(arn: string, index: StackIndex): ArnMeaning {
  const managed = awsManagedPolicy(arn);
  if (managed?.kind === "analysed") {
    return { kind: "document", name: managed.name, document: managed.document };
  }
  if (managed !== undefined) {
    const { name, meant } = managed;
    const near = meant === undefined ? "" : `; did you mean \`${meant}\`?`;
    return {
      kind: "other",
      reason: `attaches ${name} of AWS, whose document this policy pack does not hold${near}`,
      name,
    };
  }
  const policy = index.withArn(POLICY_TYPE, arn);
  if (policy !== undefined) return { kind: "own", policy };
  return { kind: "other", reason: "attaches a policy that is not part of this stack, so what it grants is not known" };
}

/** Whether there is a policy of the stack for each unknown ARN; an unknown list comes from such policies alone. */
function mayAllBeOwn(unknowns: number, isList: boolean, dependsOn: readonly string[], sources: number): boolean {
  return isList ? unknowns <= sources : sources > 0 && sources === dependsOn.length;
}

/**
 * Planned outputs of a role are unknown where the program attaches nothing, so there the inputs decide. Elsewhere the
 * property is required, so an absent one is that of a provider that is not configured yet.
 */
function attachedValue({ type, properties, inputs }: StackResource, property: string): PlainValue | undefined {
  const output = properties[property];
  if (output !== undefined && output !== UNKNOWN) return output;
  if (inputs !== undefined) return inputs[property];
  return type === ROLE_TYPE ? undefined : UNKNOWN;
}
