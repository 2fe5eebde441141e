import { pointerTo } from "../../document/json/json-node";
import { isObject, type JsonRule } from "../json-rule";
import { checkReference } from "../rule";

export const invalidConditionDataType: JsonRule = {
  code: "invalid-condition-data-type",
  severity: "error",
  description: "Finds condition values of different JSON types under one key.",
  source: checkReference("error", "invalid-condition-data-type"),
  checkStatement: ({ json, pointer }, _policyType, report) => {
    const condition = json["Condition"];
    if (!isObject(condition)) return;
    for (const [operator, block] of Object.entries(condition)) {
      if (!isObject(block)) continue;
      for (const [key, values] of Object.entries(block)) {
        const types = new Set(Array.isArray(values) ? values.map((value) => typeof value) : []);
        if (types.size < 2) continue;
        const place = [`Condition`, operator, key].reduce(pointerTo, pointer);
        report(place, `the values of \`${key}\` are of the types ${[...types].join(" and ")}`, "write all as strings");
      }
    }
  },
};
