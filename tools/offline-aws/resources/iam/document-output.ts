import { sameJsonText } from "../../property-value/same-json-text";

/** The text of a document as IAM returns it, in percent-encoding; the given text if it says the same. */
export function documentOutput(given: string | undefined, encoded: string | undefined): string {
  const live = decodeURIComponent(encoded ?? "");
  return given !== undefined && sameJsonText(given, live) ? given : live;
}

/** A time as the provider writes it: without fractions of a second. */
export function timeOutput(time: Date | undefined): string {
  return (time ?? new Date(0)).toISOString().replace(/\.\d+Z$/, "Z");
}

/** The name that AWS gives to a resource of which only the beginning is given. */
export function nameFrom(name: string | undefined, prefix: string | undefined): string {
  if (name !== undefined) return name;
  return `${prefix ?? "terraform-"}${Date.now().toString().padStart(17, "0")}${process.hrtime.bigint().toString(16).slice(-8)}`;
}
