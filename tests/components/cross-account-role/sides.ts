import type { CrossAccountGrant, CrossAccountRole } from "../../../components";
import { runWithMocks, valueOf } from "../../support/pulumi-mocks";

/** The account of the principals. */
export const SOURCE = "111111111111";
/** A role there. */
export const ABCD = `arn:aws:iam::${SOURCE}:role/abcd`;

/** The message with which the documents fail once all is known; empty where they do not. */
export async function failureOf(
  make: () => CrossAccountRole | CrossAccountGrant,
  options: Parameters<typeof runWithMocks>[1] = {},
): Promise<string> {
  const run = await runWithMocks(() => valueOf(make().documents).then(() => "", messageOf), options);
  return run.value;
}

/** The message of what was thrown. */
export function messageOf(error: unknown): string {
  return (error as Error).message;
}

/** A statement of a trust policy that lets a principal in. */
export function allow(principal: object, condition?: object) {
  return {
    Effect: "Allow",
    Principal: principal,
    Action: "sts:AssumeRole",
    ...(condition && { Condition: condition }),
  };
}
