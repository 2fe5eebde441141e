import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { parseDocument } from "yaml";
import { findPulumiCli } from "../../tools/pulumi-cli/find-cli";
import type { PulumiCli } from "../../tools/pulumi-cli/pulumi-cli";
import { runInGroup } from "../../tools/pulumi-cli/run-in-group";
import { cliEnvironment } from "../../tools/preview/cli-environment";
import { copyStackConfiguration, ensureLocalStack } from "../../tools/preview/local-stack";
import { readProject, type Project } from "../../tools/preview/project";
import { REPOSITORY } from "../../tools/repository";
import { transpileProject } from "./transpile-project";

/** Copies of projects lie inside the repository, so that they find its packages; the folder is ignored by git. */
const WORK_FOLDER = path.join(REPOSITORY, "build", "e2e");

/** How a project is set up for a test. */
export interface PulumiProjectOptions {
  /** The project's folder, absolute or relative to the repository. */
  readonly folder: string;
  /**
   * Whether to work on a copy of the folder, in which files may be changed. A copy holds the folder alone: a program that
   * imports from outside it is run in place. @default true
   */
  readonly copy?: boolean;
  /** Whether a copy's TypeScript is turned into JavaScript once, which saves seconds on each run. @default true */
  readonly compile?: boolean;
  /** @default "dev" */
  readonly stack?: string;
  /** Stack configuration over that of Pulumi.<stack>.yaml. Keys with a namespace, values of any JSON type. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Folders of policy packs, absolute or relative to the repository. @default none */
  readonly policyPacks?: readonly string[];
  /** Environment variables over those of this process, for example AWS_ENDPOINT_URL. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether `aws` is the offline provider. @default true */
  readonly offline?: boolean;
}

/** What a command of the CLI came to. */
export interface CliResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The engine's events in order, of commands that run the engine; see `policyEvent` and `resourcePreEvent`. */
  readonly events: readonly EngineEvent[];
}

let cli: Promise<PulumiCli> | undefined;

/** The CLI as `npm run preview` finds it, found once in this process. */
export function testCli(): Promise<PulumiCli> {
  cli ??= findPulumiCli({
    env: process.env,
    folder: path.join(REPOSITORY, ".pulumi-cli"),
    progress: process.stderr,
  });
  return cli;
}

/**
 * A Pulumi project, run with the real CLI against a backend, a Pulumi home folder and a stack of its own, which are gone
 * after `dispose`. Neither the project's files nor the user's Pulumi state are touched.
 *
 * @example
 * const project = await PulumiProject.create({ folder: "examples/get-pics", policyPacks: ["dist/policies"] });
 * const result = await project.preview();
 * expect(result.exitCode, result.stdout).to.equal(0);
 * const violations = result.events.flatMap((event) => event.policyEvent ?? []);
 * await project.dispose();
 */
export class PulumiProject {
  private runs = 0;
  private readonly disposed = new AbortController();

  private constructor(
    /** The folder that the CLI runs in: the copy, or the project itself. */
    readonly folder: string,
    private readonly work: string,
    private readonly configFile: string,
    private readonly stack: string,
    private readonly policyPacks: readonly string[],
    private readonly run: { readonly cli: string; readonly env: NodeJS.ProcessEnv },
  ) {}

  /** Sets a project up: copies it, makes its stack and writes its configuration. */
  static async create(options: PulumiProjectOptions): Promise<PulumiProject> {
    fs.mkdirSync(WORK_FOLDER, { recursive: true });
    const work = fs.mkdtempSync(path.join(WORK_FOLDER, "project-"));
    const source = path.resolve(REPOSITORY, options.folder);
    const folder = options.copy === false ? source : copyProject(source, work, options.compile !== false);
    const backend = path.join(work, "backend");
    fs.mkdirSync(backend);
    const found = await testCli();
    const run = {
      cli: found.path,
      env: { ...cliEnvironment(process.env, found, options.offline !== false), ...isolation(work), ...options.env },
    };
    const stack = options.stack ?? "dev";
    const project = readProject(folder);
    await ensureLocalStack({ project, stack, folder: backend }, run);
    const configFile = writeConfiguration(project, stack, backend, options.config ?? {});
    const packs = (options.policyPacks ?? []).map((pack) => path.resolve(REPOSITORY, pack));
    return new PulumiProject(folder, work, configFile, stack, packs, run);
  }

  /** `pulumi preview` with the policy packs. */
  preview(...further: string[]): Promise<CliResult> {
    return this.engine("preview", [...this.packFlags(), ...further]);
  }

  /** `pulumi up`, without asking, with the policy packs. */
  up(...further: string[]): Promise<CliResult> {
    return this.engine("up", ["--yes", "--skip-preview", ...this.packFlags(), ...further]);
  }

  /** `pulumi up` that is killed, with all that it started, at a moment; a kill, not an interrupt: it can clean nothing up. */
  async upKilledAt(moment: Promise<void>): Promise<CliResult> {
    const killed = new AbortController();
    const ended = this.engine("up", ["--yes", "--skip-preview", ...this.packFlags()], killed.signal);
    await Promise.race([moment, ended]);
    killed.abort();
    return ended;
  }

  /** `pulumi refresh`, without asking. */
  refresh(...further: string[]): Promise<CliResult> {
    return this.engine("refresh", ["--yes", "--skip-preview", ...further]);
  }

  /** `pulumi destroy`, without asking. */
  destroy(...further: string[]): Promise<CliResult> {
    return this.engine("destroy", ["--yes", "--skip-preview", ...further]);
  }

  /** The stack's state, with secrets encrypted. */
  async stackExport(): Promise<{ readonly deployment: { readonly resources?: readonly Record<string, unknown>[] } }> {
    const result = await this.command(["stack", "export", "--stack", this.stack]);
    if (result.exitCode !== 0) throw new Error(`the stack cannot be exported: ${result.stderr}`);
    return JSON.parse(result.stdout) as { deployment: { resources?: Record<string, unknown>[] } };
  }

  /** The stack's outputs, secrets shown. */
  async outputs(): Promise<Record<string, unknown>> {
    const result = await this.command(["stack", "output", "--json", "--show-secrets", "--stack", this.stack]);
    if (result.exitCode !== 0) throw new Error(`the stack's outputs cannot be read: ${result.stderr}`);
    return JSON.parse(result.stdout) as Record<string, unknown>;
  }

  /** Any command of the CLI, in the project's folder. */
  command(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    killed?: AbortSignal,
  ): Promise<CliResult> {
    return this.program(this.run.cli, [...args, "--non-interactive", "--color", "never"], env, killed);
  }

  /** Any program, in the project's folder and with the environment of the CLI, which is on its path. */
  async program(
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    killed?: AbortSignal,
  ): Promise<CliResult> {
    const result = await runInGroup({
      command,
      args,
      cwd: this.folder,
      env: { ...this.run.env, ...env },
      abort: killed === undefined ? this.disposed.signal : AbortSignal.any([this.disposed.signal, killed]),
    });
    if (result.startError !== undefined) throw result.startError;
    return { exitCode: result.code ?? -1, stdout: result.stdout, stderr: result.stderr, events: [] };
  }

  /** Runs a script by `bash`, which ends at the first command that fails, in the project's folder and environment. */
  async shell(script: string, env: Readonly<Record<string, string>> = {}): Promise<Omit<CliResult, "events">> {
    const result = await runInGroup({
      command: "bash",
      args: ["-eo", "pipefail", "-c", script],
      cwd: this.folder,
      env: { ...this.run.env, ...env },
      abort: this.disposed.signal,
    });
    if (result.startError !== undefined) throw result.startError;
    return { exitCode: result.code ?? -1, stdout: result.stdout, stderr: result.stderr };
  }

  /** Sets stack configuration for the commands that follow. Keys with a namespace, values of any JSON type. */
  setConfig(config: Readonly<Record<string, unknown>>): void {
    setEntries(this.configFile, config);
  }

  /**
   * Ends what still runs (of a test that timed out) and removes the copy, the backend and all that belongs to them.
   * Resources that `up` made are not destroyed.
   */
  dispose(): Promise<void> {
    this.disposed.abort();
    return fs.promises.rm(this.work, { recursive: true, force: true });
  }

  private packFlags(): string[] {
    return this.policyPacks.flatMap((pack) => ["--policy-pack", pack]);
  }

  private async engine(command: string, args: readonly string[], killed?: AbortSignal): Promise<CliResult> {
    const log = path.join(this.work, `events-${this.runs++}.jsonl`);
    const stack = ["--stack", this.stack, "--config-file", this.configFile];
    // The flag --event-log exists only with debug commands on.
    const debug = { PULUMI_DEBUG_COMMANDS: "true" };
    const result = await this.command([command, ...stack, "--event-log", log, ...args], debug, killed);
    return { ...result, events: readEvents(log) };
  }
}

function copyProject(source: string, work: string, compile: boolean): string {
  const folder = path.join(work, "project");
  fs.cpSync(source, folder, { recursive: true, filter: (file) => path.basename(file) !== "node_modules" });
  if (compile) transpileProject(folder);
  return folder;
}

/** A backend and a Pulumi home folder of the project's own. */
function isolation(work: string): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: pathToFileURL(path.join(work, "backend")).href,
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_HOME: path.join(work, "home"),
  };
}

function writeConfiguration(
  project: Project,
  stack: string,
  folder: string,
  config: Readonly<Record<string, unknown>>,
): string {
  const file = copyStackConfiguration({ project, stack, folder });
  setEntries(file, config);
  return file;
}

function setEntries(file: string, config: Readonly<Record<string, unknown>>): void {
  const document = parseDocument(fs.readFileSync(file, "utf8"));
  for (const [key, value] of Object.entries(config)) document.setIn(["config", key], value);
  fs.writeFileSync(file, document.toString());
}

function readEvents(log: string): EngineEvent[] {
  if (!fs.existsSync(log)) return [];
  const lines = fs.readFileSync(log, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as EngineEvent);
}
