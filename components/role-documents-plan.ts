import { parsePolicyDocument } from "../iam";
import { CREDENTIAL_GUARDS_POLICY, credentialGuards } from "./credential-guards-plan";
import { checkDocument } from "./document-checks";
import { awsManagedDocument } from "./managed-policy-plan";
import type { Problem } from "./plan";
import { isSymbolic } from "./plan";
import { type PlainStatement, policyDocument } from "./policy-statement";
import type { RoleDocument } from "./role-boundary-plan";

/** Name of the inline policy that holds `statements`. */
export const STATEMENTS_POLICY = "permissions";

/** A document of the role that is created, as it was read and checked. */
export interface CheckedDocument extends RoleDocument {
  readonly kind: "trust" | "inline" | "customerManaged";
  readonly name: string;
  /** The argument that it was made from. */
  readonly property: string;
  /** Undefined while the whole of it is not known. */
  readonly document: object | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Checks one document, given as statements, as AWS's JSON or as its text. */
export function checkedDocument(
  kind: CheckedDocument["kind"],
  property: string,
  given: unknown,
  name = "",
): CheckedDocument {
  const read = readDocument(given, property);
  if (!("document" in read)) {
    return { kind, name, property, document: undefined, problems: [read], warnings: [] };
  }
  const policyType = kind === "trust" ? "trust" : "identity";
  const check =
    read.document === undefined ? { problems: [], warnings: [] } : checkDocument(read.document, policyType, property);
  return { kind, name, property, document: read.document, ...check };
}

/** A document that this package writes itself, word for word as AWS documents it. */
function ownDocument(name: string, document: object): CheckedDocument {
  return { kind: "inline", name, property: "", document, problems: [], warnings: [] };
}

/** What the arguments say of inline policies. */
export interface InlineDocumentArguments {
  readonly statements?: readonly PlainStatement[] | undefined;
  readonly inlinePolicies?: Readonly<Record<string, unknown>> | undefined;
  readonly credentialDelivery?: "imdsv2" | "any" | undefined;
  readonly networkBinding?: boolean | undefined;
}

/** The inline policies of a role: its statements, the guards of its credentials, and those that were given by name. */
export function inlineDocuments(given: InlineDocumentArguments): readonly CheckedDocument[] {
  const { statements = [], inlinePolicies = {}, credentialDelivery = "imdsv2", networkBinding = false } = given;
  const guards = credentialGuards({ credentialDelivery, networkBinding });
  return [
    ...(statements.length === 0 ? [] : [checkedDocument("inline", "statements", statements, STATEMENTS_POLICY)]),
    ...(guards.length === 0 ? [] : [ownDocument(CREDENTIAL_GUARDS_POLICY, policyDocument(guards))]),
    ...Object.entries(inlinePolicies).map(([name, policy]) =>
      checkedDocument("inline", `inlinePolicies.${name}`, policy, name),
    ),
  ];
}

/**
 * The trust policy of a role that EC2 alone may assume.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
 */
export function trustPolicy(servicePrincipal: string, conditions: unknown): object {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: servicePrincipal },
        Action: "sts:AssumeRole",
        ...(conditions === undefined ? {} : { Condition: conditions }),
      },
    ],
  };
}

/** Returns the document, undefined while the whole of it is not known, or what is wrong with it. */
function readDocument(given: unknown, property: string): { readonly document: object | undefined } | Problem {
  if (Array.isArray(given)) {
    return { document: policyDocument(given as PlainStatement[]) };
  }
  if (typeof given !== "string") {
    return { document: given as object };
  }
  if (isSymbolic(given)) {
    return { document: undefined };
  }
  const text = parsePolicyDocument(given, { policyType: "identity" });
  const [issue] = text.kind === "invalid" ? text.issues : [];
  if (issue?.code === "malformed-json") return { property, message: noJson(issue.message) };
  return issue === undefined
    ? { document: JSON.parse(given) as object }
    : { property, message: `${issue.message}${issue.pointer === "" ? "" : ` (at \`${issue.pointer}\`)`}` };
}

function noJson(fault: string): string {
  return `got a text that is no JSON (${fault}), expected a document in AWS's JSON shape, as an object or text`;
}

/** The managed policies that are attached, each with its document: known of those of the same program, and of most of AWS's. */
export function managedDocuments({
  managedPolicies = {},
  managedDocuments: own = {},
}: {
  readonly managedPolicies?: unknown;
  readonly managedDocuments?: Readonly<Record<string, unknown>>;
}): readonly RoleDocument[] {
  return Object.entries(managedPolicies as Readonly<Record<string, unknown>>).map(([name, arn]) => {
    const read = readDocument(own[name] ?? awsManagedDocument(arn), "");
    return { property: `managedPolicies.${name}`, document: "document" in read ? read.document : undefined };
  });
}
