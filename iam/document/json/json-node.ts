/** A JSON value that keeps what `JSON.parse` loses: duplicate keys, the order of members, and a number's own text. */
export type JsonNode =
  | { readonly kind: "object"; readonly members: readonly JsonMember[] }
  | { readonly kind: "array"; readonly items: readonly JsonNode[] }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" };

/** One member of an object; several may have the same key. */
export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}

/** A value that is no JSON, with the place where it stops being so. */
export interface JsonFault {
  readonly code: "malformed-json" | "json-too-deep" | "json-too-long" | "not-json-value";
  readonly pointer: string;
  readonly message: string;
}

/** Carries a fault out of the recursion of a reader; the readers of this folder catch it. */
export class JsonFaultError extends Error {
  override readonly name = "JsonFaultError";

  constructor(readonly fault: JsonFault) {
    super(fault.message);
  }
}

/** What reading a JSON value came to: its node, or the first thing wrong with it. */
export type JsonReading =
  { readonly kind: "read"; readonly node: JsonNode } | { readonly kind: "fault"; readonly fault: JsonFault };

/** Appends one reference token to a JSON pointer. @see https://www.rfc-editor.org/rfc/rfc6901 */
export function pointerTo(pointer: string, token: string | number): string {
  const text = typeof token === "number" ? String(token) : token;
  return `${pointer}/${/[~/]/.test(text) ? text.replaceAll("~", "~0").replaceAll("/", "~1") : text}`;
}
