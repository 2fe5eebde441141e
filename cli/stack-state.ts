import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { z } from "zod";

import { InputError } from "./input";

/** A resource in the state of a stack. A value may be a SecretValue, at any depth. */
export interface StateResource {
  readonly type: string;
  readonly urn: string;
  /** The stack only reads it (`Role.get`), and does not own it. */
  readonly external?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

const exportSchema = z.object({
  deployment: z.object({
    resources: z
      .array(
        z.object({
          type: z.string(),
          urn: z.string(),
          inputs: z.record(z.string(), z.unknown()).optional(),
          outputs: z.record(z.string(), z.unknown()).optional(),
          delete: z.boolean().optional(),
          external: z.boolean().optional(),
        }),
      )
      .optional(),
  }),
});

/**
 * Reads the resources of a stack of the project in this folder by the Pulumi CLI on the path. Secrets stay encrypted unless
 * `showSecrets`, which needs the stack's passphrase or key.
 * @throws InputError where the CLI does not export the stack.
 */
export async function readStack(
  stack: string,
  { showSecrets = false }: { readonly showSecrets?: boolean | undefined },
): Promise<readonly StateResource[]> {
  const args = ["stack", "export", "--stack", stack, "--non-interactive", ...(showSecrets ? ["--show-secrets"] : [])];
  return resourcesOf(stack, await runPulumi(stack, args));
}

async function runPulumi(stack: string, args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)("pulumi", args, { maxBuffer: 1024 * 1024 * 1024 })).stdout;
  } catch (error) {
    const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string };
    const reason = code === "ENOENT" ? "the Pulumi CLI is not on the path" : stderr?.trim() || message;
    throw cannotExport(stack, reason);
  }
}

/**
 * Returns the resources of what `pulumi stack export` printed, without those that are only to be deleted.
 * @throws InputError where it is something else
 */
export function resourcesOf(stack: string, text: string): readonly StateResource[] {
  try {
    const parsed = exportSchema.safeParse(JSON.parse(text));
    if (parsed.success) {
      const resources = parsed.data.deployment.resources ?? [];
      return resources.filter((resource) => resource.delete !== true).map(revealed) as StateResource[];
    }
  } catch {
    // No JSON: reported like any other text that is no state.
  }
  throw cannotExport(stack, "what the Pulumi CLI printed is not the state of a stack");
}

function cannotExport(stack: string, reason: string): InputError {
  return new InputError([{ file: `stack ${stack}`, pointer: "", reason: `it cannot be exported: ${reason}` }]);
}

/** How the Pulumi CLI writes a secret. @see https://www.pulumi.com/docs/iac/concepts/secrets/ */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A value that the state holds encrypted. */
export interface SecretValue {
  readonly [SIGNATURE]: typeof SECRET;
}

/** Says whether a value of the state is encrypted. */
export function isSecret(value: unknown): value is SecretValue {
  return typeof value === "object" && value !== null && (value as Record<string, unknown>)[SIGNATURE] === SECRET;
}

/** Replaces each secret that is exported in clear by its value. */
function revealed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(revealed);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const { plaintext } = value as { plaintext?: unknown };
  return isSecret(value) && typeof plaintext === "string"
    ? (JSON.parse(plaintext) as unknown)
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revealed(part)]));
}
