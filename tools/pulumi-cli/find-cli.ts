import { UserError } from "../user-error";
import { cliBuiltWithGo } from "./built-cli";
import { cliOfEnvironment, cliOnPath } from "./installed-cli";
import { cliOfLauncher } from "./launcher-cli";
import type { Attempt, CliSearch, PulumiCli } from "./pulumi-cli";

const WAYS: readonly ((search: CliSearch) => Promise<Attempt>)[] = [
  cliOfEnvironment,
  cliOnPath,
  cliOfLauncher,
  cliBuiltWithGo,
];

/**
 * Finds a Pulumi CLI, or gets one: PULUMI_CLI, then `pulumi` on the PATH, then npm's official launcher, then a build with
 * Go. What was fetched or built is kept in `search.folder`, and the next call finds it at once.
 *
 * @throws UserError that lists each way, why it failed and how to mend it, if there is none.
 * @throws InterruptedError if a signal ended a download or a build.
 */
export async function findPulumiCli(search: CliSearch): Promise<PulumiCli> {
  const failures: string[] = [];
  for (const way of WAYS) {
    const attempt = await way(search);
    if (attempt.kind === "found") return attempt.cli;
    const text = `${attempt.way}: ${attempt.reason}; to mend it, ${attempt.remedy}`;
    failures.push(`  - ${text.replaceAll("\n", "\n    ")}`);
  }
  throw new UserError(["there is no Pulumi CLI, and no way to get one works:", ...failures].join("\n"));
}
