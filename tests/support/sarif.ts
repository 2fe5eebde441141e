import Ajv from "ajv";
import draft4 from "ajv/lib/refs/json-schema-draft-04.json";
import type { Log } from "sarif";
// The schema of SARIF 2.1.0 as @microsoft/jest-sarif 1.0.0-beta.0 carries it (MIT, Microsoft Corporation).
import schema from "./sarif-2.1.0-rtm.5.schema.json";

const validate = new Ajv({ allErrors: true, schemaId: "id", meta: false }).addMetaSchema(draft4).compile(schema);

/**
 * Reads a SARIF log.
 * @throws Error when it is no log of SARIF 2.1.0, naming every place.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function readSarif(text: string): Log {
  const log: unknown = JSON.parse(text);
  if (validate(log) === true) return log as Log;
  const places = (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath}: ${message ?? "wrong"}`);
  throw new Error(`no log of SARIF 2.1.0:\n${places.join("\n")}`);
}
