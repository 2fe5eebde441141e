import * as fs from "node:fs";
import * as path from "node:path";
import { buildIfNeeded } from "../build/build-dist";
import { REPOSITORY } from "../repository";
import { UserError } from "../user-error";
import { readProject } from "./project";
import { runCli } from "./run-cli";
import { prepareCli, prepareStack, type ProviderChoice } from "./prepared-cli";

/** The pack that `npm run build` makes. */
const BUILT_POLICY_PACK = path.join(REPOSITORY, "dist", "policies");

/** What `npm run preview` was asked for. Paths are relative to `startFolder`. */
export interface PreviewOptions {
  readonly startFolder: string;
  readonly cwd: string;
  readonly stack: string;
  /** @default the built pack */
  readonly policyPack?: string;
  readonly provider: ProviderChoice;
  /** Whether to build first if the sources have changed. */
  readonly build: boolean;
  /** Further arguments of `pulumi preview`. */
  readonly further: readonly string[];
}

function policyPackFolder(options: PreviewOptions): string {
  const folder =
    options.policyPack === undefined ? BUILT_POLICY_PACK : path.resolve(options.startFolder, options.policyPack);
  if (fs.existsSync(path.join(folder, "PulumiPolicy.yaml"))) return folder;
  const mend = options.policyPack === undefined ? "run `npm run build`" : "give --policy-pack the folder of one";
  throw new UserError(`\`${folder}\` is no policy pack, it has no PulumiPolicy.yaml: ${mend}`);
}

/**
 * Previews a project with the policy pack, as `pulumi preview` does and on the same streams.
 *
 * @returns the CLI's exit code.
 * @throws UserError for what the user can mend.
 */
export async function preview(options: PreviewOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const project = readProject(path.resolve(options.startFolder, options.cwd));
  if (options.build) await buildIfNeeded(REPOSITORY);
  const pack = policyPackFolder(options);
  const cli = await prepareCli(env, { project, provider: options.provider, usesProvider: true });
  const configuration = await prepareStack(cli, project, options.stack);
  const args = ["preview", "--cwd", project.folder, "--stack", options.stack, "--policy-pack", pack];
  return runCli(cli.run, [...args, ...configuration, ...options.further], options.startFolder);
}
