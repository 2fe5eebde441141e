import type { z } from "zod";
import { InputError, type JsonInput } from "./input";

/**
 * The value of an input as a schema describes it.
 * @throws InputError with every issue that the schema has.
 */
export function parseInput<T>(schema: z.ZodType<T>, { file, json }: JsonInput): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new InputError(
    result.error.issues.map(({ path, message }) => ({ file, pointer: pointerOf(path), reason: message })),
  );
}

/** The JSON pointer (RFC 6901) of a way into a value. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((token) => `/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
