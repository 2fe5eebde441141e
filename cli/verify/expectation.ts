import { z } from "zod";

import { InputError, type JsonInput } from "../input";
import type { CheckId } from "./check";

/** What an instance is declared to be. What is absent is not compared. */
export interface Expectation {
  readonly instanceId: string;
  readonly region?: string;
  /** Name or ARN of the profile. */
  readonly profile?: string;
  /** Name of the role. */
  readonly role?: string;
  readonly httpPutResponseHopLimit?: number;
  /** ARN of the role's permissions boundary; `null`: it has none. */
  readonly permissionsBoundary?: string | null;
  /** All that the role may do: documents, as JSON text or value, and ARNs of managed policies. */
  readonly policies?: readonly ExpectedPolicy[];
  /** What is declared and could not be read: its checks do not pass. */
  readonly notRead?: readonly NotReadDeclaration[];
}

/** A check without the declaration that it needs, and what the stack's state keeps secret of it. */
export interface NotReadDeclaration {
  readonly check: CheckId;
  readonly what: string;
}

/** Returns the member `notRead` for these, none for none. */
export function notReadOf(declarations: readonly NotReadDeclaration[]): Pick<Expectation, "notRead"> {
  return declarations.length === 0 ? {} : { notRead: declarations };
}

/** A document, or the ARN of a managed policy whose document is read from AWS. */
export type ExpectedPolicy =
  { readonly id: string; readonly document: unknown } | { readonly managedPolicyArn: string };

const expectationSchema = z.strictObject({
  profile: z.string().min(1).optional(),
  role: z.string().min(1).optional(),
  httpPutResponseHopLimit: z.int().min(1).max(64).optional(),
  permissionsBoundary: z.string().nullable().optional(),
  policies: z
    .array(
      z.union([
        z.strictObject({ id: z.string(), document: z.unknown() }),
        z.strictObject({ managedPolicyArn: z.string().startsWith("arn:") }),
      ]),
    )
    .optional(),
});

/**
 * Reads the file of `--expected`: the members of an Expectation but for the instance's id.
 * @throws InputError with each wrong member.
 */
export function readExpectation(input: JsonInput, instanceId: string): Expectation {
  const parsed = expectationSchema.safeParse(input.json);
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues.map(({ path, message }) => ({
        file: input.file,
        pointer: path.map((step) => `/${String(step)}`).join(""),
        reason: message,
      })),
    );
  }
  const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
  return { instanceId, ...(Object.fromEntries(given) as Omit<Expectation, "instanceId" | "notRead">) };
}
