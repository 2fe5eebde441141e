import { crc32 } from "node:zlib";
import { isMap, type PropertyMap } from "../property-value/property-value";
import { blocksProperty, textProperty, textsProperty } from "../property-value/read-property";
import { InvokeError } from "./invoke-error";
import { statementJson, type StatementJson } from "./policy-document-statement";

interface DocumentJson {
  Version?: string;
  Id?: string;
  Statement?: StatementJson[];
}

function parse(text: string, argument: string): DocumentJson {
  try {
    const document = JSON.parse(text) as DocumentJson & { Statement?: StatementJson | StatementJson[] };
    const { Statement: statement } = document;
    return { ...document, ...(statement !== undefined && { Statement: [statement].flat() }) };
  } catch (error) {
    throw new InvokeError(`getPolicyDocument: \`${argument}\` is not valid JSON: ${(error as Error).message}`);
  }
}

/** The later document's version and id win; its statements replace those of the same Sid, and follow the others. */
function merge(into: DocumentJson, from: DocumentJson): DocumentJson {
  const statements = [...(into.Statement ?? [])];
  for (const statement of from.Statement ?? []) {
    const same = statements.findIndex(({ Sid: sid }) => sid !== undefined && sid !== "" && sid === statement.Sid);
    if (same >= 0) statements[same] = statement;
    else statements.push(statement);
  }
  const [version, id] = [from.Version ?? into.Version, from.Id ?? into.Id];
  return {
    ...(version !== undefined && version !== "" && { Version: version }),
    ...(id !== undefined && id !== "" && { Id: id }),
    ...(statements.length > 0 && { Statement: statements }),
  };
}

function refuseDuplicateSids(documents: readonly DocumentJson[], advice: string): void {
  const seen = new Set<string>();
  for (const { Sid: sid } of documents.flatMap((document) => document.Statement ?? [])) {
    if (sid === undefined || sid === "") continue;
    if (seen.has(sid)) throw new InvokeError(`getPolicyDocument: duplicate Sid (${sid}). ${advice}`);
    seen.add(sid);
  }
}

/** The members in the order in which the provider writes them. */
function inOrder(document: DocumentJson): DocumentJson {
  const ORDER = [
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Principal",
    "NotPrincipal",
    "Condition",
  ];
  const ordered = (statement: StatementJson) =>
    Object.fromEntries(
      ORDER.filter((key) => key in statement).map((key) => [key, statement[key as keyof StatementJson]]),
    );
  return { ...document, ...(document.Statement && { Statement: document.Statement.map(ordered) }) };
}

/** As Go's encoding/json writes text: with the characters that HTML minds escaped. */
function escapeHtml(json: string): string {
  return json.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}

/**
 * `aws.iam.getPolicyDocument`: the document as JSON text, byte for byte as the real provider writes it: two spaces of
 * indentation, single values without a list, lists in reverse order of the alphabet.
 *
 * @throws InvokeError for a source or override document that is not JSON, and for a Sid that occurs twice
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function getPolicyDocument(args: PropertyMap): PropertyMap {
  const version = textProperty(args, "version") ?? "2012-10-17";
  const sources = textsProperty(args, "sourcePolicyDocuments").map((text) => parse(text, "sourcePolicyDocuments"));
  refuseDuplicateSids(sources, "Remove the duplicate Sid or use overridePolicyDocuments");
  const policyId = textProperty(args, "policyId");
  const own: DocumentJson = {
    Version: version,
    ...(policyId !== undefined && { Id: policyId }),
    Statement: blocksProperty(args, "statements")
      .filter(isMap)
      .map((block) => statementJson(block, version)),
  };
  refuseDuplicateSids([own], "Ensure that the Sid is unique");
  const overrides = textsProperty(args, "overridePolicyDocuments").map((text) =>
    parse(text, "overridePolicyDocuments"),
  );
  const sourceJson = textsProperty(args, "sourceJson").map((text) => parse(text, "sourceJson"));
  const overrideJson = textsProperty(args, "overrideJson").map((text) => parse(text, "overrideJson"));
  const merged = inOrder([...sourceJson, ...sources, own, ...overrides, ...overrideJson].reduce(merge, {}));
  const json = escapeHtml(JSON.stringify(merged, null, 2));
  return { ...args, version, id: String(crc32(json)), json, minifiedJson: escapeHtml(JSON.stringify(merged)) };
}
