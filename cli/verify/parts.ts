import type { Check } from "./check";

/** One thing to verify. */
export interface Part {
  /** What progress calls it. */
  readonly what: string;
  readonly verify: () => readonly Check[] | Promise<readonly Check[]>;
}

/** Where progress is shown, if it is a terminal. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Verifies one part after the other, and shows which: on one line, which is cleared at the end whatever comes of them. */
export async function verifyParts(parts: readonly Part[], terminal: Terminal): Promise<readonly Check[]> {
  const show = (line: string) => {
    if (terminal.isTTY === true) terminal.write(`\r\u001b[K${line}`);
  };
  const checks: Check[] = [];
  try {
    for (const [index, part] of parts.entries()) {
      show(`reading ${part.what} (${index + 1} of ${parts.length})`);
      checks.push(...(await part.verify()));
    }
  } finally {
    show("");
  }
  return checks;
}
