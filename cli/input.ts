import { readFileSync } from "node:fs";
import { jsonFault } from "../iam";

/** What is wrong with an input: which file, where in it, and why. */
export interface InputFault {
  /** As given on the command line; `-` is standard input. */
  readonly file: string;
  /** JSON pointer (RFC 6901); empty for the file as a whole. */
  readonly pointer: string;
  readonly reason: string;
}

/** An input that a command cannot work with: the program ends with 2 and says why. */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(readonly faults: readonly InputFault[]) {
    super(
      faults.map(({ file, pointer, reason }) => `${file}${pointer === "" ? "" : ` ${pointer}`}: ${reason}`).join("\n"),
    );
  }
}

/** A file that was read: its text, and the JSON value in it. */
export interface JsonInput {
  readonly file: string;
  readonly text: string;
  readonly json: unknown;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "it may not be read",
};

let isStandardInputRead = false;

/**
 * Reads a file, or standard input for `-`, as UTF-8 text.
 * @throws InputError when it cannot be read, and for standard input that is asked for again.
 */
export function readText(file: string): string {
  if (file === "-" && isStandardInputRead) {
    const reason = "standard input was read already: give a file for one of the two";
    throw new InputError([{ file, pointer: "", reason }]);
  }
  isStandardInputRead ||= file === "-";
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new InputError([
      { file, pointer: "", reason: REASONS[code] ?? `it cannot be read (${code || String(error)})` },
    ]);
  }
}

/**
 * Reads a file as JSON.
 * @throws InputError when it cannot be read or is no JSON.
 */
export function readJson(file: string): JsonInput {
  const text = readText(file);
  try {
    return { file, text, json: JSON.parse(text) as unknown };
  } catch {
    const reason =
      text.trim() === "" ? "it is empty, expected JSON" : `it is no JSON: ${jsonFault(text) ?? "correct it"}`;
    throw new InputError([{ file, pointer: "", reason }]);
  }
}
