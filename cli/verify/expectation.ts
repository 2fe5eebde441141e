import { z } from "zod";

import type { JsonInput } from "../input";
import { parseInput, strictObject } from "../schema-faults";
import type { CheckId } from "./check";

/** What instances are declared to be. What is absent is not compared. */
export interface DeclaredIdentity {
  /** Name or ARN of the profile; `null`: there is none. */
  readonly profile?: string | null;
  /** Name of the role. */
  readonly role?: string;
  /** @default "enabled" */
  readonly httpEndpoint?: "enabled" | "disabled";
  readonly httpPutResponseHopLimit?: number;
  /** ARN of the role's permissions boundary; `null`: it has none. */
  readonly permissionsBoundary?: string | null;
  /** The boundary's document, as JSON text or value. */
  readonly permissionsBoundaryDocument?: unknown;
  /** All that the role may do: documents, as JSON text or value, and ARNs of managed policies. */
  readonly policies?: readonly ExpectedPolicy[];
  /** The role may have more policies than `policies`, for it is someone else's. */
  readonly morePolicies?: boolean;
  /** What is declared and could not be read: its checks do not pass. */
  readonly notRead?: readonly NotReadDeclaration[];
}

/** What one instance is declared to be. */
export interface Expectation extends DeclaredIdentity {
  readonly instanceId: string;
  readonly region?: string;
}

/** What the instances of an Auto Scaling group are declared to be. */
export interface GroupExpectation extends DeclaredIdentity {
  readonly groupName: string;
  readonly region?: string;
}

/** What a version of a launch template is declared to hold. */
export interface TemplateExpectation extends Pick<
  DeclaredIdentity,
  "profile" | "httpEndpoint" | "httpPutResponseHopLimit" | "notRead"
> {
  readonly templateId: string;
  /** A number, `$Latest` or `$Default`. */
  readonly version: string;
  readonly region?: string;
}

/** A check without the declaration that it needs, and why it is not to be had. */
export interface NotReadDeclaration {
  readonly check: CheckId;
  readonly reason: string;
}

/** Returns the declaration of a check that the stack's state keeps secret. */
export function secretDeclaration(check: CheckId, what: string): NotReadDeclaration {
  return { check, reason: `not compared: ${what} is secret in the stack's state, and read with --show-secrets` };
}

/** Returns the member `notRead` for these, none for none. */
export function notReadOf(declarations: readonly NotReadDeclaration[]): Pick<DeclaredIdentity, "notRead"> {
  return declarations.length === 0 ? {} : { notRead: declarations };
}

/** A document, or the ARN of a managed policy whose document is read from AWS. */
export type ExpectedPolicy =
  { readonly id: string; readonly document: unknown } | { readonly managedPolicyArn: string };

const expectationSchema = strictObject({
  profile: z.string().min(1).nullable().optional(),
  role: z.string().min(1).optional(),
  httpEndpoint: z.enum(["enabled", "disabled"]).optional(),
  httpPutResponseHopLimit: z.int().min(1).max(64).optional(),
  permissionsBoundary: z.string().nullable().optional(),
  permissionsBoundaryDocument: z.unknown().optional(),
  policies: z
    .array(
      z.union(
        [
          strictObject({ id: z.string(), document: z.unknown() }),
          strictObject({ managedPolicyArn: z.string().startsWith("arn:", { error: "expected an ARN, `arn:…`" }) }),
        ],
        { error: "expected `id` and `document`, or `managedPolicyArn` with the ARN of a managed policy" },
      ),
    )
    .optional(),
});

/**
 * Reads the file of `--expected`: the members of a DeclaredIdentity, but for those that only a stack gives.
 * @throws InputError with each wrong member.
 */
export function readExpectation(input: JsonInput): DeclaredIdentity {
  const given = Object.entries(parseInput(expectationSchema, input)).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}
