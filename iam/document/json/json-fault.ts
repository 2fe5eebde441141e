import { DEFAULT_LIMITS } from "../../limits";
import { readJsonText } from "./read-json-text";

/**
 * What keeps a text from being JSON, with its line and column; undefined for JSON. Text beyond the limits of parsing gives the
 * limit.
 */
export function jsonFault(text: string): string | undefined {
  const reading = readJsonText(text, DEFAULT_LIMITS);
  return reading.kind === "fault" ? reading.fault.message : undefined;
}
