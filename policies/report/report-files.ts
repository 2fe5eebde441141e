import { randomUUID } from "node:crypto";
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute } from "node:path";

const requireModule = createRequire(__filename);

/** The variable that asks for a report: the path of its files, without their endings. */
export const REPORT_VARIABLE = "EC2_IDENTITY_REPORT";

/** The two files of a report, beside each other. */
export interface ReportFiles {
  readonly sarif: string;
  readonly markdown: string;
}

/** What the two files say. */
export type ReportTexts = ReportFiles;

/**
 * The files that the environment asks for: `<path>.sarif` and `<path>.md`; undefined where it asks for none. A path that
 * ends with `.sarif` or `.md` means the same two.
 * @throws RunError for a path that is relative, since a pack runs in its own folder and is not told from where the CLI was
 *   started, and for the path of a folder.
 */
export function reportFiles(env: NodeJS.ProcessEnv): ReportFiles | undefined {
  const path = env[REPORT_VARIABLE] ?? "";
  if (path === "") return undefined;
  if (!isAbsolute(path)) {
    throw refusal(
      path,
      "expected an absolute path, such as `$PWD/ec2-identity`: a policy pack runs in a folder of its own",
    );
  }
  if (path.endsWith("/") || isFolder(path)) {
    throw refusal(path, "it is a folder: expected the path of the report, such as a name in that folder");
  }
  const base = path.replace(/\.(sarif|md)$/, "");
  return { sarif: `${base}.sarif`, markdown: `${base}.md` };
}

/**
 * Writes both files, each as a whole or not at all: what is written is complete before it takes the place of a former
 * report.
 * @throws RunError where one cannot be written.
 */
export function writeReport(files: ReportFiles, texts: ReportTexts): void {
  const drafts: { readonly draft: string; readonly file: string }[] = [];
  try {
    for (const key of ["sarif", "markdown"] as const) {
      const file = files[key];
      if (isFolder(file)) throw refusal(file, "there is a folder of that name");
      const draft = `${file}.${randomUUID()}`;
      attempt(file, () => {
        writeFileSync(draft, "");
        drafts.push({ draft, file });
        writeFileSync(draft, texts[key]);
      });
    }
    for (const { draft, file } of drafts) {
      attempt(file, () => {
        renameSync(draft, file);
      });
    }
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "a part of its path is no folder",
  EACCES: "it may not be written there",
  EPERM: "it may not be written there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
};

function attempt(file: string, effect: () => void): void {
  try {
    effect();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw refusal(file, REASONS[code] ?? code);
  }
}

/** An error that the SDK shows without a stack trace. Its module is loaded when it is needed: it brings gRPC along. */
function refusal(path: string, reason: string): Error {
  const { RunError } = requireModule("@pulumi/pulumi/errors") as typeof import("@pulumi/pulumi/errors");
  return new RunError(`${REPORT_VARIABLE}: the report cannot be written to \`${path}\`: ${reason}`);
}
