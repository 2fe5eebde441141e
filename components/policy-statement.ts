import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/** Conditions of a statement: operator, then key, then the value or values. */
export type ConditionsArgs = Readonly<
  Record<string, Readonly<Record<string, pulumi.Input<string> | pulumi.Input<pulumi.Input<string>[]>>>>
>;

/**
 * One statement of an identity-based policy.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface StatementArgs {
  /** Letters and digits, unique in the document. */
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly pulumi.Input<string>[];
  /** ARNs, or `["*"]` for actions that have no resource types. `arnOf(resource)` is known at first preview. */
  readonly resources: readonly pulumi.Input<string>[];
  readonly conditions?: ConditionsArgs;
}

const text = z.string().min(1, { message: "expected a text that is not empty" });
const textList = z.array(text).min(1, { message: "expected at least one entry" });

/** Checks the conditions of a statement. */
export const conditionsSchema = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])));

/** Checks a statement of which every output is resolved, or stands as a symbol. */
export const statementSchema = z.strictObject({
  sid: z
    .string()
    .regex(/^[A-Za-z0-9]+$/, { message: "expected letters and digits only" })
    .optional(),
  effect: z.enum(["Allow", "Deny"]).optional(),
  actions: textList,
  resources: textList,
  conditions: conditionsSchema.optional(),
});

/** A statement that `statementSchema` has accepted. */
export type PlainStatement = z.infer<typeof statementSchema>;

/** Returns the policy document with `statements`, in AWS's JSON shape. */
export function policyDocument(statements: readonly PlainStatement[]): object {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ sid, effect, actions, resources, conditions }) => ({
      ...(sid === undefined ? {} : { Sid: sid }),
      Effect: effect ?? "Allow",
      Action: actions.length === 1 ? actions[0] : actions,
      Resource: resources.length === 1 ? resources[0] : resources,
      ...(conditions === undefined ? {} : { Condition: conditions }),
    })),
  };
}
