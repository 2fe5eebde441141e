import type { OwnResources } from "../iam";
import { checkBroadAccess } from "./broad-access-plan";
import { awsManagedDocument, mistypedPolicies } from "./managed-policy-plan";
import { isSymbolic, type Problem } from "./plan";
import { checkBoundary, knownBoundary, type RoleDocument } from "./role-boundary-plan";
import { managedDocuments } from "./role-documents-plan";

/** A role, what is attached to it, and what it may have. */
export interface RoleAccessInput {
  readonly name?: unknown;
  readonly path?: unknown;
  /** The name of the component, which begins the role's name where Pulumi gives it one. */
  readonly logicalName?: string;
  /** By name. */
  readonly customerManagedPolicies?: unknown;
  /** Attachment name to policy ARN. */
  readonly managedPolicies?: unknown;
  /** Attachment name to document, of those managed policies that are made in the same program. */
  readonly managedDocuments?: Readonly<Record<string, unknown>>;
  /** The ARN of the permissions boundary. */
  readonly permissionsBoundary?: unknown;
  /** The document of the permissions boundary, where it is made in the same program. */
  readonly boundaryDocument?: unknown;
  readonly allowBroadAccess?: unknown;
}

/** What is refused, and what is drawn as a warning. */
export interface RoleAccessCheck {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * Decides what `written`, the documents of a role, and its managed policies allow together: too much, or nothing within its
 * boundary; and warns of managed policies whose name may be mistyped.
 */
export function checkRoleAccess(input: RoleAccessInput, written: readonly RoleDocument[]): readonly RoleAccessCheck[] {
  const managed = managedDocuments(input);
  const documents = [...written, ...managed];
  const { permissionsBoundary, allowBroadAccess } = input;
  const boundary = input.boundaryDocument ?? awsManagedDocument(permissionsBoundary);
  const complete = managed.every(({ document }) => document !== undefined);
  return [
    checkBoundary(boundary, documents, { complete }),
    ...(allowBroadAccess === undefined
      ? [checkBroadAccess(documents, knownBoundary(permissionsBoundary, boundary), ownResources(input))]
      : []),
    { problems: [], warnings: mistypedPolicies(givenArns(input)) },
  ];
}

/** Pulumi's suffix of a name: a hyphen and seven digits. */
const RANDOM_SUFFIX = "-???????";

/** The role as its own policies may name it; undefined where its name is not known. */
function ownResources(input: RoleAccessInput): OwnResources | undefined {
  const { name, path = "/", logicalName, permissionsBoundary } = input;
  const given = name ?? (logicalName === undefined ? undefined : `${logicalName}${RANDOM_SUFFIX}`);
  if (typeof given !== "string" || typeof path !== "string" || isSymbolic(given) || isSymbolic(path)) return undefined;
  return {
    kind: "role",
    principals: [`arn:*:iam::*:role${path}${given}`],
    groups: [],
    policies: ownPolicies(input),
    boundaries: [permissionsBoundary].filter(isOwnPolicy),
  };
}

/** The customer managed policies of the role: those that were given, and those that the component makes. */
function ownPolicies({
  managedPolicies = {},
  customerManagedPolicies = {},
  logicalName,
}: RoleAccessInput): readonly string[] {
  const made = logicalName === undefined ? [] : Object.keys(customerManagedPolicies as object);
  return [
    ...Object.values(managedPolicies as Readonly<Record<string, unknown>>).filter(isOwnPolicy),
    ...made.map((name) => `arn:*:iam::*:policy/${logicalName ?? ""}-${name}${RANDOM_SUFFIX}`),
  ];
}

/** Whether it is the known ARN of a policy of an account: nobody writes those of AWS. */
function isOwnPolicy(arn: unknown): arn is string {
  return typeof arn === "string" && !isSymbolic(arn) && !arn.includes(":iam::aws:");
}

/** The ARNs of managed policies that were given, each with its argument. */
function givenArns({ managedPolicies, permissionsBoundary }: RoleAccessInput) {
  const attached = Object.entries((managedPolicies ?? {}) as Readonly<Record<string, unknown>>);
  return [
    ...attached.map(([name, arn]) => [`managedPolicies.${name}`, arn] as const),
    ["permissionsBoundary", permissionsBoundary] as const,
  ];
}
