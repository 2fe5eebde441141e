import { DUCKDB_EVENT, quoted, type DuckDbType } from "../right-size";
import type { LogKind } from "./inspect-log-file";
import type { ReadableFile } from "./batches";

/** The files of one kind as a relation with the one column `event`, in DuckDB's SQL. */
export function eventRelation(kind: Exclude<LogKind, "digest" | "aggregate">, files: readonly ReadableFile[]): string {
  const paths = `[${files.map(({ plainPath }) => quoted(plainPath)).join(", ")}]`;
  const largest = Math.max(...files.map(({ size }) => size)) + 1024;
  const read = (format: string, columns: string, size = largest) =>
    `read_json(${paths}, format = '${format}', columns = {${columns}}, maximum_object_size = ${size}, compression = 'uncompressed')`;
  // Read as text and parsed then, a file takes DuckDB a quarter of the time that its reader of large JSON objects takes.
  const line = (size: number) =>
    `read_csv(${paths}, columns = {line: 'VARCHAR'}, auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '', max_line_size = ${size}, buffer_size = ${size * 2}, compression = 'uncompressed')`;
  const members = Object.entries(DUCKDB_EVENT as Readonly<Record<string, DuckDbType>>)
    .map(([name, type]) => `${name}: ${quoted(typeText(type))}`)
    .join(", ");
  switch (kind) {
    case "trail":
      return `(SELECT unnest(from_json(line, ${quoted(JSON.stringify({ Records: [DUCKDB_EVENT] }))}).Records) AS event FROM ${line(largest)}) AS log`;
    case "spacedTrail":
      return `(SELECT unnest(Records) AS event FROM ${read("unstructured", `Records: ${quoted(`${typeText(DUCKDB_EVENT)}[]`)}`)}) AS log`;
    case "lines":
      // A line that is no JSON becomes a record without members.
      return `(SELECT TRY(from_json(line, ${quoted(JSON.stringify(DUCKDB_EVENT))})) AS event FROM ${line(EVENT_BYTES)} WHERE trim(line) <> '') AS log`;
    case "array":
      return `(SELECT log AS event FROM ${read("array", members, EVENT_BYTES)} AS log) AS log`;
    case "lake":
      return `(SELECT TRY(from_json(eventJson, ${quoted(JSON.stringify(DUCKDB_EVENT))})) AS event FROM read_csv(${paths}, header = true, all_varchar = true, max_line_size = ${EVENT_BYTES}, compression = 'uncompressed')) AS log`;
  }
}

/** More than any event: CloudTrail cuts them at 256 KB, and at 1 MB where they are enriched. */
const EVENT_BYTES = 4 * 1024 * 1024;

function typeText(type: DuckDbType): string {
  if (typeof type === "string") return type;
  const members = Object.entries(type).map(([name, member]) => `"${name}" ${typeText(member)}`);
  return `STRUCT(${members.join(", ")})`;
}
