import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import type { KnownAction } from "../iam";
import { only } from "./plan";

/** Conditions of a statement: operator, then key, then the value or values. */
export type ConditionsArgs = Readonly<
  Record<string, Readonly<Record<string, pulumi.Input<string> | pulumi.Input<pulumi.Input<string>[]>>>>
>;

/** An action: one that is known by name, or any other text, patterns included. */
export type ActionArgument = KnownAction | (string & Record<never, never>);

/**
 * One statement of an identity-based policy.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface StatementArgs {
  /** Letters and digits, unique in the document. */
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** Names or patterns; editors complete the names of the services that instances call most. */
  readonly actions: readonly pulumi.Input<ActionArgument>[];
  /**
   * ARNs, or `["*"]` for actions that have no resource types. `arnOf(resource)` is known at first preview; `resource.arn` is
   * not, and stands in the published document as a symbol.
   */
  readonly resources: readonly pulumi.Input<string>[];
  readonly conditions?: ConditionsArgs;
}

const text = z.string().min(1);
const textList = z.array(text).min(1, { message: "expected at least one entry" });
const RESOURCE = "expected an ARN, `*` or a pattern; of a resource its ARN: `arnOf(resource)`";
const resourceList = z.array(z.string({ message: RESOURCE }).min(1, { message: RESOURCE })).min(1, {
  message: "expected at least one entry",
});

/** Checks the conditions of a statement. */
export const conditionsSchema = z.record(
  z.string(),
  z.record(z.string(), z.union([z.string(), z.array(z.string())], { message: "expected a text or a list of texts" })),
);

/** The elements of a statement as AWS writes them, with the keys that stand for them here. */
const ELEMENTS: Readonly<Record<string, string>> = {
  Sid: "sid",
  Effect: "effect",
  Action: "actions",
  Resource: "resources",
  Condition: "conditions",
};

/** Says how to give what was given in AWS's shape. */
function inAwsShape(keys: readonly string[]): string {
  const elements = keys.filter((key) => /^(Sid|Effect|(Not)?(Action|Resource)|Condition|Statement|Version)$/.test(key));
  if (elements.length === 0) return "";
  const renamed = elements.flatMap((key) =>
    ELEMENTS[key] === undefined ? [] : [`\`${key}\` is \`${ELEMENTS[key]}\``],
  );
  const here = renamed.length === 0 ? "" : `${renamed.join(", ")} here; `;
  return `: ${here}documents in AWS's shape stand in \`inlinePolicies\` and \`customerManagedPolicies\` of an InstanceRole`;
}

/** Checks a statement of which every output is resolved, or stands as a symbol. */
export const statementSchema = only(
  {
    sid: z
      .string()
      .regex(/^[A-Za-z0-9]+$/, { message: "expected letters and digits only" })
      .optional(),
    effect: z.enum(["Allow", "Deny"]).optional(),
    actions: textList,
    resources: resourceList,
    conditions: conditionsSchema.optional(),
  },
  inAwsShape,
);

/** A statement that `statementSchema` has accepted. */
export type PlainStatement = z.infer<typeof statementSchema>;

/** A statement that this package writes: on these resources, or on all but these. */
export type DocumentStatement =
  PlainStatement | (Omit<PlainStatement, "resources"> & { readonly notResources: readonly string[] });

/** Returns the policy document with `statements`, in AWS's JSON shape. */
export function policyDocument(statements: readonly DocumentStatement[]): object {
  return {
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      ...(statement.sid === undefined ? {} : { Sid: statement.sid }),
      Effect: statement.effect ?? "Allow",
      Action: oneOrMany(statement.actions),
      ...("resources" in statement
        ? { Resource: oneOrMany(statement.resources) }
        : { NotResource: oneOrMany(statement.notResources) }),
      ...(statement.conditions === undefined ? {} : { Condition: statement.conditions }),
    })),
  };
}

/** A single value as AWS's documents write it, several as a list. */
export function oneOrMany(values: readonly string[]): string | string[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : [...values];
}
