import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ResourceSchemaData, ResourceSchemaFile } from "./resource-schema-file";

let file: ResourceSchemaFile | undefined;

/** Read on first use: a plugin that is only asked for its version stays quick. */
function schemas(): ResourceSchemaFile {
  file ??= JSON.parse(
    readFileSync(join(__dirname, "..", "data", "resource-schemas.json"), "utf8"),
  ) as ResourceSchemaFile;
  return file;
}

/** What is known of the resource type; `undefined` for a type that @pulumi/aws does not have. */
export function resourceSchema(typeToken: string): ResourceSchemaData | undefined {
  return schemas().resources[typeToken];
}
