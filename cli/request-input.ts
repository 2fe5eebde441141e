import { z } from "zod";
import { checkRequest, type AuthorizationRequest } from "../iam";
import { InputError, type JsonInput } from "./input";
import { parseInput, strictObject } from "./schema-faults";

const CONTEXT_VALUE = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())], {
  error: "expected a text, a number, `true`, `false` or a list of texts",
});
const REQUEST = strictObject({
  principal: z.string(),
  action: z.string(),
  resource: z.string(),
  resourceAccount: z.string().optional(),
  managementAccount: z.boolean().optional(),
  context: z.record(z.string(), CONTEXT_VALUE).default({}),
});

/**
 * One request, or the list of requests of one call.
 * @throws InputError for anything else, and for requests that AWS cannot receive.
 */
export function readRequests(input: JsonInput): readonly AuthorizationRequest[] {
  const isList = Array.isArray(input.json);
  if (isList && input.json.length === 0) {
    throw new InputError([{ file: input.file, pointer: "", reason: "the list of requests is empty" }]);
  }
  const schema: z.ZodType = isList ? z.array(REQUEST) : REQUEST;
  const requests = [parseInput(schema, input)].flat() as readonly AuthorizationRequest[];
  const faults = requests.flatMap((request, index) =>
    checkRequest(request).map(({ pointer, message }) => ({
      file: input.file,
      pointer: `${isList ? `/${index}` : ""}${pointer}`,
      reason: message,
    })),
  );
  if (faults.length > 0) throw new InputError(faults);
  return requests;
}
