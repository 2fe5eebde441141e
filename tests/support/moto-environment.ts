import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(__dirname, "..", "..");
const REQUIREMENTS = join(ROOT, "tools", "offline-aws", "requirements.txt");
/** How long pip may take, in milliseconds. */
const INSTALL_TIMEOUT_MS = 10 * 60 * 1000;

const run = promisify(execFile);

/** Runs a step of the installation; its failure says what was tried and how to mend it. */
async function step(command: string, args: readonly string[], what: string, path: string | undefined): Promise<void> {
  try {
    await run(command, args, { timeout: INSTALL_TIMEOUT_MS, env: { ...process.env, PATH: path } });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    const reason = stderr?.trim().split("\n").at(-1) ?? (error as Error).message;
    throw new Error(
      `cannot ${what}: \`${command} ${args.join(" ")}\` failed: ${reason}\n` +
        "the tests against moto need python3 (3.10 or later, with venv and pip) and access to PyPI",
      { cause: error },
    );
  }
}

/**
 * The Python of a virtual environment that holds the pinned moto, made on first use in `.venv/`. The folder gets its name
 * only when it is complete: an interrupted installation leaves nothing that is trusted, and two at once do not meet.
 *
 * @param options the folder of the environment, and the PATH on which python3 is sought
 * @throws Error that says what is missing if python3 or pip fail
 */
export async function motoPython(options: { readonly folder?: string; readonly path?: string } = {}): Promise<string> {
  const { folder = join(ROOT, ".venv"), path = process.env["PATH"] } = options;
  const digest = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  const environment = join(folder, `moto-${digest}`);
  const python = join("bin", "python");
  if (existsSync(environment)) return join(environment, python);
  const unfinished = `${environment}.${randomUUID()}.unfinished`;
  await mkdir(folder, { recursive: true });
  try {
    await step("python3", ["-m", "venv", unfinished], "make a virtual environment", path);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS];
    await step(join(unfinished, python), pip, "install moto", path);
    await rename(unfinished, environment).catch((error: unknown) => {
      if (!existsSync(environment)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return join(environment, python);
}
