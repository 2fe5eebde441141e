import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
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

/** Runs `stack init` in a folder and a backend of its own. @throws UserError with the CLI's message if it refuses. */
async function initialise(local: LocalStack, run: CliRun, work: string, backend: string): Promise<void> {
  const { project, stack, folder } = local;
  fs.mkdirSync(backend);
  fs.writeFileSync(path.join(work, "Pulumi.yaml"), JSON.stringify({ name: project.name, runtime: "nodejs" }));
  const args = ["stack", "init", stack, "--no-select", "--non-interactive", "--cwd", work];
  const env = { ...run.env, PULUMI_BACKEND_URL: pathToFileURL(backend).href };
  const result = await runInGroup({ command: run.cli, args, cwd: work, env });
  if (result.code === 0) return;
  const reason = result.startError?.message ?? lastLines(result.stderr, 5);
  throw new UserError(`the stack \`${stack}\` of \`${project.name}\` cannot be made in \`${folder}\`: ${reason}`);
}

/** Puts each file of the tree `from` into `to`, whole, where there is none of its name. */
function addMissingFiles(from: string, to: string): void {
  for (const entry of fs.readdirSync(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const source = path.join(entry.parentPath, entry.name);
    const target = path.join(to, path.relative(from, source));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    try {
      fs.linkSync(source, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

const SALT = /^encryptionsalt:.*$/m;

function saltIn(file: string): string | undefined {
  return fs.existsSync(file) ? SALT.exec(fs.readFileSync(file, "utf8"))?.[0] : undefined;
}

/**
 * Makes the stack in the local backend if it is missing. The CLI writes the salt of a new stack's passphrase into the
 * stack's configuration file; it runs in a folder and a backend of its own, with nothing but the project's name, so that
 * none of the project's files changes. The salt is put in place before the stack, so that a stack that is there has its
 * salt, also for a process that makes the same stack at once.
 *
 * @throws UserError with the CLI's message if it refuses, as for a name that is none.
 */
export async function ensureLocalStack(local: LocalStack, run: CliRun): Promise<void> {
  const { project, stack, folder } = local;
  if (!/^[\w.-]{1,100}$/.test(stack)) {
    throw new UserError(`\`${stack}\` is no stack name: expected up to 100 letters, digits, -, _ and . after --stack`);
  }
  if (fs.existsSync(path.join(folder, ".pulumi", "stacks", project.name, `${stack}.json`))) return;
  fs.mkdirSync(folder, { recursive: true });
  const work = fs.mkdtempSync(path.join(folder, "init-"));
  try {
    const backend = path.join(work, "backend");
    await initialise(local, run, work, backend);
    writeCopy(local, saltIn(path.join(work, `Pulumi.${stack}.yaml`)));
    addMissingFiles(backend, folder);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** Writes the copy of the project's file, whole, with the salt if the project's file has none. Returns its path. */
function writeCopy(local: LocalStack, salt: string | undefined): string {
  const work = workFolder(local);
  fs.mkdirSync(work, { recursive: true });
  const copy = path.join(work, `Pulumi.${local.stack}.yaml`);
  const source = path.join(local.project.configFolder, `Pulumi.${local.stack}.yaml`);
  const text = fs.existsSync(source) ? fs.readFileSync(source, "utf8") : "";
  const draft = `${copy}.${randomUUID()}`;
  fs.writeFileSync(draft, salt === undefined || SALT.test(text) ? text : `${text.trimEnd()}\n${salt}\n`);
  fs.renameSync(draft, copy);
  return copy;
}

/**
 * A copy of `Pulumi.<stack>.yaml` for the CLI to read, with the stack's salt: the CLI adds a salt to a file without one,
 * and must not change the project's own. Where the project's file has a salt, that one counts.
 *
 * @returns the copy's path.
 */
export function copyStackConfiguration(local: LocalStack): string {
  return writeCopy(local, saltIn(path.join(workFolder(local), `Pulumi.${local.stack}.yaml`)));
}
