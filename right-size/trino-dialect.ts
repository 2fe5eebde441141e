import { quoted, type SqlDialect } from "./sql-dialect";

const ISSUER = "useridentity.sessioncontext.sessionissuer";

/**
 * Trino's SQL, as Athena's engine version 3 runs it, over the table of CloudTrail logs that AWS documents.
 * @see https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export const TRINO: SqlDialect = {
  name: "trino",
  fields: {
    eventId: "eventid",
    eventTime: "eventtime",
    eventType: "eventtype",
    eventSource: "eventsource",
    eventName: "eventname",
    eventCategory: "eventcategory",
    managementEvent: "CAST(NULL AS varchar)",
    readOnly: "readonly",
    region: "awsregion",
    account: "recipientaccountid",
    errorCode: "errorcode",
    identityType: "useridentity.type",
    invokedBy: "useridentity.invokedby",
    issuerType: `${ISSUER}.type`,
    issuerArn: `${ISSUER}.arn`,
    issuerId: `${ISSUER}.principalid`,
    issuerName: `${ISSUER}.username`,
    roleDelivery: "useridentity.sessioncontext.ec2roledelivery",
    requestParameters: "requestparameters",
    responseElements: "responseelements",
    additionalEventData: "additionaleventdata",
    resources: "json_format(CAST(transform(resources, one -> one.arn) AS json))",
  },
  jsonAt: (json, paths) =>
    `CASE WHEN ${json} IS NOT NULL THEN json_format(CAST(ARRAY[${paths.map((keys) => `json_extract(${json}, ${path(keys)})`).join(", ")}] AS json)) END`,
  textAt: (json, keys) => `json_extract_scalar(${json}, ${path(keys)})`,
  textList: (members) => `json_format(CAST(ARRAY[${members.join(", ")}] AS json))`,
  isTime: (text) => `(length(${text}) = 20 AND TRY(date_parse(${text}, '%Y-%m-%dT%H:%i:%sZ')) IS NOT NULL)`,
  matches: (text, pattern) =>
    `json_format(CAST(array_sort(array_distinct(regexp_extract_all(${text}, ${quoted(pattern)}))) AS json))`,
};

function path(keys: readonly string[]): string {
  return quoted(`$${keys.map((key) => `["${key}"]`).join("")}`);
}
