import { z } from "zod";
import type { AuthorizationRequest } from "../iam";
import { InputError, type JsonInput } from "./input";
import { parseInput } from "./schema-faults";

const REQUEST = z.strictObject({
  principal: z.string().min(1),
  action: z.string().regex(/^[^:\s]+:[^:\s]+$/, "expected `service:action`"),
  resource: z.string().min(1),
  resourceAccount: z
    .string()
    .regex(/^\d{12}$/, "expected a 12-digit account id")
    .optional(),
  managementAccount: z.boolean().optional(),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])).default({}),
});

/**
 * One request, or the list of requests of one call.
 * @throws InputError for anything else.
 */
export function readRequests(input: JsonInput): readonly AuthorizationRequest[] {
  if (Array.isArray(input.json) && input.json.length === 0) {
    throw new InputError([{ file: input.file, pointer: "", reason: "the list of requests is empty" }]);
  }
  const schema: z.ZodType = Array.isArray(input.json) ? z.array(REQUEST) : REQUEST;
  const parsed = parseInput(schema, input) as AuthorizationRequest | readonly AuthorizationRequest[];
  return Array.isArray(parsed) ? (parsed as readonly AuthorizationRequest[]) : [parsed as AuthorizationRequest];
}
