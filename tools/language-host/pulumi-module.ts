import { createRequire } from "node:module";
import * as path from "node:path";

/** The SDK's scripts that a language host starts. */
export type PulumiScript = "run" | "run-plugin" | "run-policy-pack" | "dynamic-provider";

/** A program, pack or plugin in whose folder `@pulumi/pulumi` cannot be found. */
export class PulumiModuleNotFoundError extends Error {
  override readonly name = "PulumiModuleNotFoundError";
}

/**
 * The path of one of the SDK's scripts, of the `@pulumi/pulumi` that code in `directory` would load: the script and the
 * program must share one copy of the SDK.
 *
 * @throws PulumiModuleNotFoundError if the package is not installed there.
 */
export function pulumiScript(script: PulumiScript, directory: string): string {
  const request = `@pulumi/pulumi/cmd/${script}`;
  try {
    return createRequire(path.join(path.resolve(directory), "package.json")).resolve(request);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
    // The words `Cannot find module` are what the engine looks for to say that dependencies are not installed.
    throw new PulumiModuleNotFoundError(
      `Cannot find module '${request}' from \`${directory}\`: run \`npm ci\` or \`npm install\` there`,
    );
  }
}
