import { quoted, type SqlDialect } from "./sql-dialect";

/** A type of DuckDB: its name, or the members of a structure. */
export type DuckDbType = string | { readonly [member: string]: DuckDbType };

/** What DuckDB reads of an event: members that are not named here are skipped. */
export const DUCKDB_EVENT = {
  eventID: "VARCHAR",
  eventTime: "VARCHAR",
  eventType: "VARCHAR",
  eventSource: "VARCHAR",
  eventName: "VARCHAR",
  eventCategory: "VARCHAR",
  managementEvent: "VARCHAR",
  readOnly: "VARCHAR",
  awsRegion: "VARCHAR",
  recipientAccountId: "VARCHAR",
  errorCode: "VARCHAR",
  requestParameters: "JSON",
  responseElements: "JSON",
  additionalEventData: "JSON",
  resources: "JSON",
  userIdentity: {
    type: "VARCHAR",
    invokedBy: "VARCHAR",
    sessionContext: {
      ec2RoleDelivery: "VARCHAR",
      sessionIssuer: { type: "VARCHAR", arn: "VARCHAR", principalId: "VARCHAR", userName: "VARCHAR" },
    },
  },
} as const satisfies DuckDbType;

const ISSUER = "event.userIdentity.sessionContext.sessionIssuer";

/** DuckDB's SQL over a relation with the one column `event`. @see https://duckdb.org/docs/stable/data/json/overview */
export const DUCKDB: SqlDialect = {
  name: "duckdb",
  fields: {
    eventId: "event.eventID",
    eventTime: "event.eventTime",
    eventType: "event.eventType",
    eventSource: "event.eventSource",
    eventName: "event.eventName",
    eventCategory: "event.eventCategory",
    managementEvent: "event.managementEvent",
    readOnly: "event.readOnly",
    region: "event.awsRegion",
    account: "event.recipientAccountId",
    errorCode: "event.errorCode",
    identityType: "event.userIdentity.type",
    invokedBy: "event.userIdentity.invokedBy",
    issuerType: `${ISSUER}.type`,
    issuerArn: `${ISSUER}.arn`,
    issuerId: `${ISSUER}.principalId`,
    issuerName: `${ISSUER}.userName`,
    roleDelivery: "event.userIdentity.sessionContext.ec2RoleDelivery",
    requestParameters: "event.requestParameters",
    responseElements: "event.responseElements",
    additionalEventData: "event.additionalEventData",
    resources: "event.resources",
  },
  jsonAt: (json, paths) => `to_json(json_extract(${json}, [${paths.map(path).join(", ")}]))::VARCHAR`,
  textAt: (json, keys) => `json_extract_string(${json}, ${path(keys)})`,
  textList: (members) => `to_json([${members.join(", ")}])::VARCHAR`,
  isTime: (text) => `(${text} LIKE '____-__-__T__:__:__Z' AND try_cast(${text} AS TIMESTAMP) IS NOT NULL)`,
  matches: (text, pattern) =>
    `to_json(list_sort(list_distinct(regexp_extract_all(${text}, ${quoted(pattern)}))))::VARCHAR`,
};

function path(keys: readonly string[]): string {
  return quoted(`$${keys.map((key) => `."${key}"`).join("")}`);
}
