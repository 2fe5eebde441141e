import { UNKNOWN, type PlainObject, type PlainValue } from "../ec2/plain-value";

/** Deeper nesting than any resource of AWS has; what lies below is unread, so unknown. */
const MAX_DEPTH = 64;

/**
 * Copies the properties that the policy SDK hands to a policy into plain data. Reading an unknown one throws there; here
 * it becomes `UNKNOWN` at its place, and everything beside it stays readable. `only` limits the copy to those keys.
 */
export function readProperties(properties: object, only?: readonly string[]): PlainObject {
  const keys = Object.keys(properties);
  return withoutTraces(() =>
    copyObject(properties, only === undefined ? keys : keys.filter((key) => only.includes(key)), 0),
  );
}

/** The plain copies of what the policy SDK handed out, by the object behind its proxy. */
const copies = new WeakMap<object, PlainObject>();

/**
 * As `readProperties`, for properties that no policy changes: what the SDK hands to several policies is copied once for all
 * of them. What it hands to remediations is theirs to change, and is not read with this.
 */
export function readSharedProperties(properties: object, only?: readonly string[]): PlainObject {
  const source = behindProxy(properties);
  if (source === undefined) return readProperties(properties, only);
  const known = copies.get(source) ?? readProperties(properties);
  copies.set(source, known);
  if (only === undefined) return known;
  return Object.fromEntries(Object.entries(known).filter(([key]) => only.includes(key)));
}

/** The object that the SDK's proxy stands before: the same for all policies. Undefined where the SDK is built differently. */
export function behindProxy(properties: object): object | undefined {
  const { __getSpecialProxyTarget: source } = properties as { readonly __getSpecialProxyTarget?: unknown };
  return typeof source === "object" && source !== null ? source : undefined;
}

/** Each unknown value that is read is an error that is thrown; its stack trace costs more than all else here. */
function withoutTraces<T>(read: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return read();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function copyObject(source: object, keys: readonly string[], depth: number): PlainObject {
  const entries = keys.flatMap((key): [string, PlainValue][] => {
    const value = readMember(source, key, depth);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}

function readMember(source: object, key: string, depth: number): PlainValue | undefined {
  let value: unknown;
  try {
    value = (source as Readonly<Record<string, unknown>>)[key];
  } catch (error) {
    if (isUnknownValueError(error)) return UNKNOWN;
    throw error;
  }
  return copyValue(value, depth + 1);
}

function copyValue(value: unknown, depth: number): PlainValue | undefined {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string") {
    return value;
  }
  if (typeof value !== "object") return undefined;
  if (depth > MAX_DEPTH) return UNKNOWN;
  if (!Array.isArray(value)) return copyObject(value, Object.keys(value), depth);
  return Object.keys(value).map((index) => readMember(value, index, depth) ?? null);
}

/** The SDK's `UnknownValueError`, which its typings leave out, from whichever copy of the SDK. */
export function isUnknownValueError(error: unknown): boolean {
  return error instanceof Error && "unknownTypeSentinel" in error;
}
