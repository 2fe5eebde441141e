import { EVENT_SOURCES } from "./event-table";
import type { ObservationMember } from "./observation";
import { OBSERVATION_MEMBERS } from "./observation";
import { PARAMETER_FIELDS, parameterPaths } from "./parameter-values";
import { quoted, type SqlDialect } from "./sql-dialect";

/** Whose calls are observed: sessions of a role by its ARN or its name, or of the roles with the given unique ids. */
export interface RoleFilter {
  /** A name, or an ARN. */
  readonly role: string;
  /** `AROA…`; with them the role's name does not count. @default none */
  readonly uniqueIds?: readonly string[];
}

/** Bounds of the window as ISO 8601 texts: from `since` on, and before `until`. An absent bound is open. */
export interface TimeWindow {
  readonly since?: string;
  readonly until?: string;
}

const ARN_PATTERN = 'arn:[a-z-]+:[^"\\\\\\s,]+';

/**
 * One event a row: `event_id`, `event_time`, the text of its observation, and the object. Calls of others than the role have no
 * id and an observation of few members. A record that is no event has no observation, and as its object what is wrong with it. Events
 * that are no calls to an API, and those of Insights and networks, are left out.
 */
export function projectionSql(given: SqlDialect, from: string, filter: RoleFilter): string {
  const fields = { ...given.fields, eventSource: "source" };
  const dialect = { ...given, fields };
  const isRole = roleCondition(dialect, filter);
  const cases = (entries: readonly (readonly [string, string])[]) =>
    entries.length === 0
      ? "CAST(NULL AS varchar)"
      : `CASE ${fields.eventSource} ${entries.map(([name, sql]) => `WHEN ${quoted(name)} THEN ${sql}`).join(" ")} END`;
  return [
    `SELECT CASE WHEN fault IS NULL AND ${isRole} THEN coalesce(${fields.eventId}, ${fields.eventTime}) END AS event_id,`,
    `  CASE WHEN fault IS NULL THEN ${fields.eventTime} END AS event_time,`,
    `  CASE WHEN fault IS NOT NULL THEN NULL WHEN ${isRole} THEN ${dialect.textList(OBSERVATION_MEMBERS.map((member) => memberSql(dialect, member, cases)))}`,
    `  ELSE ${dialect.textList(OBSERVATION_MEMBERS.map((member) => otherMemberSql(dialect, member, cases)))} END AS observation,`,
    `  CASE WHEN fault IS NOT NULL THEN fault WHEN ${isRole} THEN ${cases(objects(dialect))} END AS object`,
    `FROM (SELECT *, ${sourceSql(given)} AS source, ${faultSql(given)} AS fault FROM ${from}) AS log`,
    `WHERE fault IS NOT NULL OR ${isCall(dialect)}`,
  ].join("\n");
}

/** An event's source: in the China partition it may end in the domain of that partition, and means the same service. */
function sourceSql({ fields }: SqlDialect): string {
  return `replace(${fields.eventSource}, '.amazonaws.com.cn', '.amazonaws.com')`;
}

/** Whether an event is a call to an API. */
function isCall({ fields }: SqlDialect): string {
  return `(coalesce(${fields.eventType}, 'AwsApiCall') IN ('AwsApiCall', 'AwsConsoleAction') AND coalesce(${fields.eventCategory}, 'Management') IN ('Management', 'Data'))`;
}

/**
 * What is wrong with a record, in words; NULL for an event that has what all events have.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function faultSql(dialect: SqlDialect): string {
  const { fields } = dialect;
  const faults = [
    [`${fields.eventSource} IS NULL AND ${fields.eventName} IS NULL AND ${fields.eventTime} IS NULL`, "it is no event"],
    [
      `${isCall(dialect)} AND (${fields.eventSource} IS NULL OR ${fields.eventName} IS NULL)`,
      "it has no eventSource or eventName",
    ],
    [`NOT coalesce(${dialect.isTime(fields.eventTime)}, FALSE)`, "its eventTime is no time"],
    [`${isCall(dialect)} AND ${fields.identityType} IS NULL`, "it has no userIdentity"],
    [
      `${isCall(dialect)} AND ${fields.identityType} = 'AssumedRole' AND ${fields.issuerArn} IS NULL`,
      "it does not name the role of its session",
    ],
  ] as const;
  return `CASE ${faults.map(([condition, text]) => `WHEN ${condition} THEN ${quoted(text)}`).join(" ")} END`;
}

/**
 * One row an observation and object, with the number of different events inside the window and their times; without an observation
 * the number of records that are no events.
 */
export function aggregationSql(projection: string, { since, until }: TimeWindow = {}): string {
  const bounds = [
    ...(since === undefined ? [] : [`event_time >= ${quoted(since)}`]),
    ...(until === undefined ? [] : [`event_time < ${quoted(until)}`]),
  ];
  const inside = bounds.length === 0 ? "TRUE" : bounds.join(" AND ");
  const before = since === undefined ? "FALSE" : `event_time < ${quoted(since)}`;
  return [
    "SELECT observation, object,",
    `  CASE WHEN observation IS NULL THEN count(*) ELSE count(DISTINCT CASE WHEN ${inside} THEN event_id END) END AS events,`,
    `  min(CASE WHEN ${inside} THEN event_time END) AS first,`,
    `  max(CASE WHEN ${inside} THEN event_time END) AS last,`,
    `  max(CASE WHEN ${before} THEN event_time END) AS earlier`,
    `FROM (\n${projection}\n) AS events`,
    "GROUP BY observation, object",
  ].join("\n");
}

function roleCondition({ fields }: SqlDialect, { role, uniqueIds = [] }: RoleFilter): string {
  const named = role.startsWith("arn:")
    ? `${fields.issuerArn} = ${quoted(role)}`
    : `${fields.issuerName} = ${quoted(role)}`;
  const who = uniqueIds.length === 0 ? named : `${fields.issuerId} IN (${uniqueIds.map(quoted).join(", ")})`;
  return `coalesce(${fields.identityType} = 'AssumedRole' AND ${fields.issuerType} = 'Role' AND ${who}, FALSE)`;
}

type Cases = (entries: readonly (readonly [string, string])[]) => string;

function memberSql(dialect: SqlDialect, member: ObservationMember, cases: Cases): string {
  const { fields } = dialect;
  const simple: Partial<Record<ObservationMember, string>> = {
    roleArn: fields.issuerArn,
    roleId: fields.issuerId,
    eventName: fields.eventName,
    errorCode: fields.errorCode,
    invokedBy: fields.invokedBy,
    roleDelivery: fields.roleDelivery,
    parameters: cases(parameters(dialect)),
    arns: arnsSql(dialect),
  };
  return simple[member] ?? otherMemberSql(dialect, member, cases);
}

/** The members that the calls of others have too: what a trail records is seen from them. */
function otherMemberSql(dialect: SqlDialect, member: ObservationMember, cases: Cases): string {
  const { fields } = dialect;
  const known: Partial<Record<ObservationMember, string>> = {
    eventSource: fields.eventSource,
    category: `coalesce(${fields.eventCategory}, CASE WHEN ${fields.managementEvent} = 'false' THEN 'Data' ELSE 'Management' END)`,
    readOnly: fields.readOnly,
    region: fields.region,
    account: fields.account,
    container: cases(containers(dialect)),
  };
  return known[member] ?? "CAST(NULL AS varchar)";
}

function parameters(dialect: SqlDialect): readonly (readonly [string, string])[] {
  return Object.keys(EVENT_SOURCES).flatMap((name) => {
    const lists = PARAMETER_FIELDS.map((field) => {
      const paths = parameterPaths(name).filter((path) => path.field === field);
      const list =
        paths.length === 0
          ? "NULL"
          : dialect.jsonAt(
              dialect.fields[field],
              paths.map(({ keys }) => keys),
            );
      return `coalesce(${list}, '[]')`;
    });
    return parameterPaths(name).length === 0 ? [] : [[name, `'[' || ${lists.join(" || ',' || ")} || ']'`] as const];
  });
}

function objects(dialect: SqlDialect): readonly (readonly [string, string])[] {
  return Object.entries(EVENT_SOURCES).flatMap(([name, { object, parameters: rules }]) => {
    const rule = object === undefined ? undefined : rules[object];
    const sql = rule && dialect.textAt(dialect.fields.requestParameters, rule.path.split("."));
    return sql === undefined ? [] : [[name, sql] as const];
  });
}

/** The parameter that names the container, as it stands, in data events only. */
function containers(dialect: SqlDialect): readonly (readonly [string, string])[] {
  const { fields } = dialect;
  const isData = `(${fields.eventCategory} = 'Data' OR ${fields.managementEvent} = 'false')`;
  return Object.entries(EVENT_SOURCES).flatMap(([name, { container, parameters: rules }]) => {
    const rule = Object.entries(rules).find(
      ([parameter, { match }]) => parameter === container || match?.includes(`(?<${container ?? ""}>`) === true,
    )?.[1];
    if (container === undefined || rule === undefined) return [];
    const value = dialect.textAt(fields.requestParameters, rule.path.split("."));
    return [[name, `CASE WHEN ${isData} THEN ${value} END`] as const];
  });
}

function arnsSql(dialect: SqlDialect): string {
  const { fields } = dialect;
  const without = Object.entries(EVENT_SOURCES).flatMap(([name, { arns }]) => (arns ? [] : [quoted(name)]));
  const text = [fields.resources, fields.requestParameters, fields.responseElements]
    .map((field) => `coalesce(CAST(${field} AS varchar), '')`)
    .join(" || ' ' || ");
  return `CASE WHEN ${fields.eventSource} NOT IN (${without.join(", ")}) THEN ${dialect.matches(text, ARN_PATTERN)} END`;
}
