import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import {
  type NamedPolicy,
  parsePolicyDocument,
  type ParseResult,
  parseWithUnknowns,
  type PublishedDocument,
  symbolicDocument,
} from "../iam";
import { awsManagedDocument } from "./managed-policy-plan";
import { isSymbolic } from "./plan";
import { policyResource } from "./policy-resource";
import { resolveSymbolically } from "./symbolic-inputs";

/** A policy that a role or user has, as far as this program knows it. */
export type HeldPolicy =
  /** Documents that a component publishes: known at first preview, but for their symbols. */
  | { readonly kind: "published"; readonly documents: pulumi.Output<PublishedDocument[]> }
  /** A document in AWS's JSON shape, as an object or text. */
  | { readonly kind: "document"; readonly name: string; readonly document: pulumi.Input<string> | pulumi.Input<object> }
  /** A managed policy that is not made here: its document is known of most of AWS's, of others only the ARN. */
  | { readonly kind: "managed"; readonly arn: pulumi.Input<string> };

/** What a role may do, as far as this program knows. */
export interface RolePermissions {
  readonly policies: readonly HeldPolicy[];
  /** The permissions boundary; a boundary of which only the ARN is known stands as such. */
  readonly boundary?: HeldPolicy;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Permissions with every output resolved. */
export interface KnownPermissions {
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
  /** Policies whose content is not known, each with what is known of it. */
  readonly notKnown: readonly string[];
  /** Of these the boundary, if it is one: what the role may do lies within `policies`, and may be less. */
  readonly boundaryNotKnown?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Returns a managed policy as a `HeldPolicy`: its document where the resource or its `arn` is given, else its ARN. */
export function managedPolicy(policy: aws.iam.Policy | pulumi.Input<string>, name: string): HeldPolicy {
  const resource = policyResource(policy);
  return resource === undefined
    ? { kind: "managed", arn: policy as pulumi.Input<string> }
    : { kind: "document", name, document: resource.policy };
}

/** The arguments of an InstanceRole that decide what the role may do. */
export interface GivenPermissions {
  readonly inlinePolicies?: Readonly<Record<string, unknown>>;
  readonly customerManagedPolicies?: Readonly<Record<string, unknown>>;
  /** By name of the attachment. */
  readonly managedPolicies: Readonly<Record<string, pulumi.Input<string> | aws.iam.Policy>>;
  readonly permissionsBoundary?: pulumi.Input<string> | aws.iam.Policy;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Returns what a role may do by `documents`, which its component publishes, and by what else it was given. */
export function givenPermissions(
  documents: pulumi.Output<PublishedDocument[]>,
  { inlinePolicies, customerManagedPolicies, managedPolicies, permissionsBoundary, tags }: GivenPermissions,
): RolePermissions {
  // A document that is an output is published only once its text is known.
  const outputs = Object.entries({ ...inlinePolicies, ...customerManagedPolicies }).filter(
    (entry): entry is [string, pulumi.Output<string>] =>
      pulumi.Output.isInstance(entry[1]) || entry[1] instanceof Promise,
  );
  return {
    policies: [
      { kind: "published", documents },
      ...outputs.map(([name, document]) => ({ kind: "document" as const, name, document })),
      ...Object.entries(managedPolicies).map(([name, policy]) => managedPolicy(policy, name)),
    ],
    ...(permissionsBoundary === undefined ? {} : { boundary: managedPolicy(permissionsBoundary, "boundary") }),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** Waits for what is known of `permissions` and parses it; a document that cannot be read is not known. */
export async function knownPermissions({ policies, boundary, tags }: RolePermissions): Promise<KnownPermissions> {
  const read = await Promise.all(policies.map(readPolicy));
  const limit = boundary === undefined ? undefined : await readPolicy(boundary);
  const { value } = await resolveSymbolically(tags ?? {});
  const known = Object.entries(typeof value === "object" && value !== null ? value : {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && !isSymbolic(entry[1]),
  );
  const [only] = limit?.policies ?? [];
  const [boundaryNotKnown] = limit?.notKnown ?? [];
  return {
    policies: read.flatMap((one) => one.policies),
    ...(only === undefined ? {} : { boundary: only }),
    notKnown: [...read, ...(limit === undefined ? [] : [limit])].flatMap((one) => one.notKnown),
    ...(boundaryNotKnown === undefined ? {} : { boundaryNotKnown }),
    tags: Object.fromEntries(known),
  };
}

type ReadPolicy = Pick<KnownPermissions, "policies" | "notKnown">;

async function readPolicy(held: HeldPolicy): Promise<ReadPolicy> {
  switch (held.kind) {
    case "managed": {
      const { value } = await resolveSymbolically(held.arn);
      const document = awsManagedDocument(value);
      if (document !== undefined) return parsed(String(value), parsePolicyDocument(document));
      const name = typeof value === "string" && !isSymbolic(value) ? `\`${value}\`` : "a policy";
      return { policies: [], notKnown: [`${name}, of which only the ARN is given`] };
    }
    case "document": {
      const { value, symbols } = await resolveSymbolically(held.document);
      if (typeof value === "string" && isSymbolic(value)) {
        return { policies: [], notKnown: [`\`${held.name}\`, whose document is not known yet`] };
      }
      return parsed(held.name, parseWithUnknowns(value, "identity", symbols));
    }
    case "published": {
      const documents = await (held.documents as unknown as { promise(): Promise<PublishedDocument[]> }).promise();
      const read = documents
        .filter(({ policyType }) => policyType === "identity")
        .map((document) => parsed(nameOf(document), symbolicDocument(document)));
      return { policies: read.flatMap((one) => one.policies), notKnown: read.flatMap((one) => one.notKnown) };
    }
  }
}

function parsed(id: string, result: ParseResult): ReadPolicy {
  return result.kind === "parsed"
    ? { policies: [{ id, document: result.document }], notKnown: [] }
    : { policies: [], notKnown: [`\`${id}\`, which cannot be read: ${result.issues[0]?.message ?? ""}`] };
}

function nameOf({ subject }: PublishedDocument): string {
  return subject.urn.split("::").at(-1) ?? subject.urn;
}
