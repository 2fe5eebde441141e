import { join } from "node:path";
import { isUpToDate } from "../../tools/build/build-dist";
import { REPOSITORY } from "../../tools/repository";

let args: readonly string[] | undefined;

/**
 * What `node` is started with to run `ec2-identity`: as it was built where that is of the present sources, which takes a third of
 * the time, else from its source.
 */
export function commandLine(): readonly string[] {
  args ??= isUpToDate(REPOSITORY)
    ? [join(REPOSITORY, "dist", "cli", "main.js")]
    : ["--require", require.resolve("tsx/cjs"), join(REPOSITORY, "cli", "main.ts")];
  return args;
}
