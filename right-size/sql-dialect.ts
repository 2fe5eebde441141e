/** The fields of an event that the aggregation reads, each as text; the last four as JSON. */
export const EVENT_FIELDS = [
  "eventId",
  "eventTime",
  "eventType",
  "eventSource",
  "eventName",
  "eventCategory",
  "managementEvent",
  "readOnly",
  "region",
  "account",
  "errorCode",
  "identityType",
  "invokedBy",
  "issuerType",
  "issuerArn",
  "issuerId",
  "issuerName",
  "roleDelivery",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "resources",
] as const;
export type EventField = (typeof EVENT_FIELDS)[number];

/** What differs between the SQL of two engines. Every method takes and returns an expression. */
export interface SqlDialect {
  readonly name: "duckdb" | "trino";
  /** The expression of a field over the relation of events. */
  readonly fields: Readonly<Record<EventField, string>>;
  /** JSON text of the list of values at the paths, null where there is none; NULL without a JSON. */
  jsonAt(json: string, paths: readonly (readonly string[])[]): string;
  /** The value at a path as plain text: of a text, without its quotes. */
  textAt(json: string, keys: readonly string[]): string;
  /** JSON text of a list of texts, NULL as null. */
  textList(members: readonly string[]): string;
  /** Whether a text is a time as events have it: `2026-01-31T12:00:00Z`. */
  isTime(text: string): string;
  /** JSON text of the different matches of a pattern in a text, sorted. */
  matches(text: string, pattern: string): string;
}

/** A text as a literal of SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
