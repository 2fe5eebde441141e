import { isObject, type JsonRule } from "../json-rule";
import { checkReference } from "../rule";

export const emptyObjectPrincipal: JsonRule = {
  code: "empty-object-principal",
  severity: "suggestion",
  description: "Finds a Principal that is an object without a kind: the statement matches no request.",
  source: checkReference("suggestion", "empty-object-principal"),
  replaces: "empty-array-principal",
  checkStatement: ({ json, pointer }, _policyType, report) => {
    const principal = json["Principal"];
    if (!isObject(principal) || Object.keys(principal).length > 0) return;
    report(`${pointer}/Principal`, "Principal names nobody: the statement matches no request", "name principals");
  },
};
