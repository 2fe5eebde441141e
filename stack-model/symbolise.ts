import { symbolPlaceholder, type PolicySymbol, type PolicyType, type PublishedDocument } from "../iam";
import {
  UNKNOWN,
  isPlainList,
  isPlainObject,
  unknownPaths,
  type PlainObject,
  type PlainValue,
} from "../ec2/plain-value";

/**
 * Turns a document object with unknown strings in it into one with symbols, or undefined where something else than an
 * Action, Resource, Principal entry or condition value is unknown, so that no symbol can stand for it. A list may be
 * unknown as a whole only in the Action, Resource or Principal of an Allow statement: there a list grants what its
 * entries grant, so what holds for every string holds for every list.
 */
export function symbolise(
  document: PlainObject,
  policyType: PolicyType,
  subject: PublishedDocument["subject"],
): PublishedDocument | undefined {
  const symbols: PolicySymbol[] = [];
  const symbolFor = (path: string): string => {
    symbols.push({ id: `${subject.urn}#${subject.property}.${path}`, label: `${subject.property}.${path}` });
    return symbolPlaceholder(symbols.length - 1);
  };
  const statements = document["Statement"];
  if (statements === undefined) return undefined;
  const list: readonly PlainValue[] = isPlainList(statements) ? statements : [statements];
  const replaced = list.map((statement, index) =>
    isPlainObject(statement) ? symboliseStatement(statement, `Statement[${index}]`, symbolFor) : statement,
  );
  const result = { ...document, Statement: replaced };
  if (unknownPaths(result, "").length > 0) return undefined;
  return { formatVersion: 1, policyType, subject, document: result, symbols };
}

const ALLOW_LISTS = ["Action", "Resource"];
const ENTRY_LISTS = ["Action", "NotAction", "Resource", "NotResource"];
type SymbolFor = (path: string) => string;

function symboliseStatement(statement: PlainObject, path: string, symbolFor: SymbolFor): PlainObject {
  const allows = statement["Effect"] === "Allow";
  const entries = Object.entries(statement).map(([key, value]): [string, PlainValue] => {
    const at = `${path}.${key}`;
    if (ENTRY_LISTS.includes(key)) {
      return [key, symboliseValue(value, at, symbolFor, allows && ALLOW_LISTS.includes(key))];
    }
    if (key === "Principal" || key === "NotPrincipal") {
      return [key, symboliseMap(value, at, symbolFor, allows && key === "Principal")];
    }
    if (key === "Condition" && isPlainObject(value)) {
      const operators = Object.entries(value).map(([operator, keys]): [string, PlainValue] => [
        operator,
        symboliseMap(keys, `${at}.${operator}`, symbolFor, false),
      ]);
      return [key, Object.fromEntries(operators)];
    }
    return [key, value];
  });
  return Object.fromEntries(entries);
}

function symboliseMap(value: PlainValue, path: string, symbolFor: SymbolFor, wholeLists: boolean): PlainValue {
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(value).map(([key, entry]): [string, PlainValue] => [
    key,
    symboliseValue(entry, `${path}.${key}`, symbolFor, wholeLists),
  ]);
  return Object.fromEntries(entries);
}

function symboliseValue(value: PlainValue, path: string, symbolFor: SymbolFor, wholeLists: boolean): PlainValue {
  if (value === UNKNOWN) return wholeLists ? symbolFor(path) : value;
  if (!isPlainList(value)) return value;
  return value.map((entry, index) => (entry === UNKNOWN ? symbolFor(`${path}[${index}]`) : entry));
}
