import type { JsonRule } from "./json-rule";
import { emptyObjectCondition } from "./json-rules/empty-object-condition";
import { emptyObjectPrincipal } from "./json-rules/empty-object-principal";
import { invalidConditionDataType } from "./json-rules/invalid-condition-data-type";
import { roleTrustPolicyUnsupportedWildcardInPrincipal } from "./json-rules/role-trust-policy-unsupported-wildcard-in-principal";

/** Every rule on the JSON, by name. */
export const JSON_RULES: readonly JsonRule[] = [
  emptyObjectCondition,
  emptyObjectPrincipal,
  invalidConditionDataType,
  roleTrustPolicyUnsupportedWildcardInPrincipal,
];
