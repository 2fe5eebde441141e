import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { REPOSITORY } from "../../tools/repository";

/** How long pip may take, in milliseconds. */
const INSTALL_TIMEOUT_MS = 10 * 60 * 1000;

const run = promisify(execFile);

/** What a virtual environment holds, and where it is made. */
export interface PythonPackages {
  /** What messages and the folder call it: `moto`. */
  readonly name: string;
  /** The file of pinned requirements. */
  readonly requirements: string;
  /** The folder of the environments. @default `.venv/` of the repository */
  readonly folder?: string | undefined;
  /** The PATH on which python3 is sought. @default that of this process */
  readonly path?: string | undefined;
}

/** Runs a step of the installation; its failure says what was tried and how to mend it. */
async function step(command: string, args: readonly string[], what: string, packages: PythonPackages): Promise<void> {
  const { path = process.env["PATH"], name } = packages;
  try {
    await run(command, args, { timeout: INSTALL_TIMEOUT_MS, env: { ...process.env, PATH: path } });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    const reason = stderr?.trim().split("\n").at(-1) ?? (error as Error).message;
    throw new Error(
      `cannot ${what}: \`${command} ${args.join(" ")}\` failed: ${reason}\n` +
        `the tests with ${name} need python3 (3.10 or later, with venv and pip) and access to PyPI`,
      { cause: error },
    );
  }
}

/**
 * The folder `bin` of a virtual environment that holds the pinned packages, made on first use. The environment gets its
 * name only when it is complete: an interrupted installation leaves nothing that is trusted, and two at once do not meet.
 *
 * @throws Error that says what is missing if python3 or pip fail
 */
export async function pythonEnvironment(packages: PythonPackages): Promise<string> {
  const { name, requirements, folder = join(REPOSITORY, ".venv") } = packages;
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const environment = join(folder, `${name}-${digest}`);
  if (existsSync(environment)) return join(environment, "bin");
  const unfinished = `${environment}.${randomUUID()}.unfinished`;
  await mkdir(folder, { recursive: true });
  try {
    await step("python3", ["-m", "venv", unfinished], "make a virtual environment", packages);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements];
    await step(join(unfinished, "bin", "python"), pip, `install ${name}`, packages);
    await rename(unfinished, environment).catch((error: unknown) => {
      if (!existsSync(environment)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return join(environment, "bin");
}
