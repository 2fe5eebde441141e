import * as fs from "node:fs";
import * as path from "node:path";
import { lastLines } from "../pulumi-cli/cli-version";
import { runInGroup } from "../pulumi-cli/run-in-group";
import { UserError } from "../user-error";
import type { Project } from "./project";

/** A stack in the local backend. */
export interface LocalStack {
  readonly project: Project;
  readonly stack: string;
  /** The local backend's folder. */
  readonly folder: string;
}

/** The CLI and the environment to run it in. */
export interface CliRun {
  readonly cli: string;
  readonly env: NodeJS.ProcessEnv;
}

function workFolder({ project, stack, folder }: LocalStack): string {
  return path.join(folder, "config", project.name, stack);
}

/**
 * Makes the stack in the local backend if it is missing. The CLI writes the salt of a new stack's passphrase into the
 * stack's configuration file; it runs in a folder of its own, with nothing but the project's name, so that none of the
 * project's files changes.
 *
 * @throws UserError with the CLI's message if it refuses, as for a name that is none.
 */
export async function ensureLocalStack(local: LocalStack, run: CliRun): Promise<void> {
  const { project, stack, folder } = local;
  if (!/^[\w.-]{1,100}$/.test(stack)) {
    throw new UserError(`\`${stack}\` is no stack name: expected up to 100 letters, digits, -, _ and . after --stack`);
  }
  const stateFile = path.join(folder, ".pulumi", "stacks", project.name, `${stack}.json`);
  if (fs.existsSync(stateFile)) return;
  const work = workFolder(local);
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(work, { recursive: true });
  fs.writeFileSync(path.join(work, "Pulumi.yaml"), JSON.stringify({ name: project.name, runtime: "nodejs" }));
  const args = ["stack", "init", stack, "--no-select", "--non-interactive", "--cwd", work];
  const result = await runInGroup({ command: run.cli, args, cwd: work, env: run.env });
  // Another process may have made it meanwhile.
  if (result.code === 0 || fs.existsSync(stateFile)) return;
  const reason = result.startError?.message ?? lastLines(result.stderr, 5);
  throw new UserError(`the stack \`${stack}\` of \`${project.name}\` cannot be made in \`${folder}\`: ${reason}`);
}

/**
 * A copy of `Pulumi.<stack>.yaml` for the CLI to read, with the stack's salt: the CLI adds a salt to a file without one,
 * and must not change the project's own. Where the project's file has a salt, that one counts.
 *
 * @returns the copy's path.
 */
export function copyStackConfiguration(local: LocalStack): string {
  const work = workFolder(local);
  fs.mkdirSync(work, { recursive: true });
  const copy = path.join(work, `Pulumi.${local.stack}.yaml`);
  const source = path.join(local.project.configFolder, `Pulumi.${local.stack}.yaml`);
  const salt = /^encryptionsalt:.*$/m;
  const known = fs.existsSync(copy) ? salt.exec(fs.readFileSync(copy, "utf8"))?.[0] : undefined;
  const text = fs.existsSync(source) ? fs.readFileSync(source, "utf8") : "";
  const merged = known === undefined || salt.test(text) ? text : `${text.trimEnd()}\n${known}\n`;
  const draft = `${copy}.${process.pid}`;
  fs.writeFileSync(draft, merged);
  fs.renameSync(draft, copy);
  return copy;
}
