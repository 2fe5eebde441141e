import { createHash } from "node:crypto";

/** An id of AWS's form (`ami-` and 17 hexadecimal digits) that follows from the parts alone. */
export function deterministicId(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}-0${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16)}`;
}
