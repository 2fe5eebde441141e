import * as fs from "node:fs";
import * as path from "node:path";
import { isExecutable, userPath, findExecutable } from "./search-path";

/** The language host's executable, as the CLI looks for it. */
export const LANGUAGE_HOST = "pulumi-language-nodejs";

/** A Pulumi CLI that answered with a version. */
export interface PulumiCli {
  readonly path: string;
  readonly version: string;
  /** Whether it finds a Node language host by itself: beside it, or on the user's PATH. */
  readonly hasLanguageHost: boolean;
}

/** What one way of getting a CLI came to. */
export type Attempt =
  | { readonly kind: "found"; readonly cli: PulumiCli }
  | { readonly kind: "unavailable"; readonly way: string; readonly reason: string; readonly remedy: string };

/** Where to look, and where to keep what was fetched or built. */
export interface CliSearch {
  readonly env: NodeJS.ProcessEnv;
  /** The ignored folder for what is fetched or built, kept from run to run. */
  readonly folder: string;
  /** Where progress is shown. */
  readonly progress: NodeJS.WriteStream;
}

/** Whether a Node language host lies beside the executable (or beside what it links to) or on the user's PATH. */
export function hasLanguageHost(file: string, env: NodeJS.ProcessEnv): boolean {
  const beside = [path.dirname(file), path.dirname(fs.realpathSync(file))];
  return (
    beside.some((folder) => isExecutable(path.join(folder, LANGUAGE_HOST))) ||
    findExecutable(LANGUAGE_HOST, userPath(env)) !== undefined
  );
}

/** Fetched or built files differ by machine: part of every name in the folder. */
export const PLATFORM = `${process.platform}-${process.arch}`;
