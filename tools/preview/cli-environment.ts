import * as path from "node:path";
import type { PulumiCli } from "../pulumi-cli/pulumi-cli";
import { userPath } from "../pulumi-cli/search-path";
import { REPOSITORY } from "../repository";

/** The folder of our language host's launchers, for a CLI that has none. */
const LANGUAGE_HOST_LAUNCHERS = path.join(REPOSITORY, "tools", "language-host", "bin");
/** The folder of the launcher `pulumi-resource-aws` of the offline provider. */
const OFFLINE_PROVIDER_LAUNCHER = path.join(REPOSITORY, "tools", "offline-aws", "bin");
/** Where Node keeps what it compiled, so that each run's programs, packs and providers load faster. */
const COMPILE_CACHE = path.join(REPOSITORY, ".pulumi-cli", "compile-cache");

/**
 * The environment in which the CLI runs: `base`, with the folders on the PATH that hold Node 22, the CLI itself, what it
 * lacks (our language host) and, offline, the offline provider. Offline nothing is fetched. Programs in TypeScript are
 * transpiled only, for the build checks their types, and Node keeps what it compiled; PULUMI_NODEJS_TRANSPILE_ONLY and
 * NODE_COMPILE_CACHE in `base` win.
 */
export function cliEnvironment(base: NodeJS.ProcessEnv, cli: PulumiCli, offline: boolean): NodeJS.ProcessEnv {
  const folders = [
    ...(offline ? [OFFLINE_PROVIDER_LAUNCHER] : []),
    path.dirname(cli.path),
    ...(cli.hasLanguageHost ? [] : [LANGUAGE_HOST_LAUNCHERS]),
    path.join(REPOSITORY, "node_modules", ".bin"),
    ...userPath(base),
  ];
  return {
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...base,
    ...(offline ? { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" } : {}),
    PATH: folders.join(path.delimiter),
  };
}
