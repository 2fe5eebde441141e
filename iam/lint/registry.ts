import type { Rule } from "./rule";
import { allowWithNotPrincipal } from "./rules/allow-with-not-principal";
import { createSlrWithNotActionAndNotResource } from "./rules/create-slr-with-not-action-and-not-resource";
import { createSlrWithNotResource } from "./rules/create-slr-with-not-resource";
import { createSlrWithStarInActionAndNotResource } from "./rules/create-slr-with-star-in-action-and-not-resource";
import { createSlrWithStarInActionAndResource } from "./rules/create-slr-with-star-in-action-and-resource";
import { createSlrWithStarInResource } from "./rules/create-slr-with-star-in-resource";
import { createSlrWithStarInResourceAndNotAction } from "./rules/create-slr-with-star-in-resource-and-not-action";
import { deprecatedGlobalConditionKey } from "./rules/deprecated-global-condition-key";
import { duplicateKeysWithDifferentCase } from "./rules/duplicate-keys-with-different-case";
import { emptyArrayAction } from "./rules/empty-array-action";
import { emptyArrayCondition } from "./rules/empty-array-condition";
import { emptyArrayConditionForallvalues } from "./rules/empty-array-condition-forallvalues";
import { emptyArrayConditionForanyvalue } from "./rules/empty-array-condition-foranyvalue";
import { emptyArrayConditionIfexists } from "./rules/empty-array-condition-ifexists";
import { emptyArrayPrincipal } from "./rules/empty-array-principal";
import { emptyArrayResource } from "./rules/empty-array-resource";
import { emptySidValue } from "./rules/empty-sid-value";
import { forallvaluesWithSingleValuedKey } from "./rules/forallvalues-with-single-valued-key";
import { improveIpRange } from "./rules/improve-ip-range";
import { invalidAction } from "./rules/invalid-action";
import { invalidConditionKeyFormat } from "./rules/invalid-condition-key-format";
import { invalidConditionMultipleBoolean } from "./rules/invalid-condition-multiple-boolean";
import { invalidConditionOperator } from "./rules/invalid-condition-operator";
import { invalidDateValue } from "./rules/invalid-date-value";
import { invalidGlobalConditionKey } from "./rules/invalid-global-condition-key";
import { invalidService } from "./rules/invalid-service";
import { invalidServiceConditionKey } from "./rules/invalid-service-condition-key";
import { invalidServiceInAction } from "./rules/invalid-service-in-action";
import { invalidVariableForOperator } from "./rules/invalid-variable-for-operator";
import { missingPrincipal } from "./rules/missing-principal";
import { missingQualifier } from "./rules/missing-qualifier";
import { missingTagKeyInCondition } from "./rules/missing-tag-key-in-condition";
import { nullWithIfExists } from "./rules/null-with-if-exists";
import { nullWithQualifier } from "./rules/null-with-qualifier";
import { passRoleWithNotActionAndNotResource } from "./rules/pass-role-with-not-action-and-not-resource";
import { passRoleWithNotResource } from "./rules/pass-role-with-not-resource";
import { passRoleWithStarInActionAndNotResource } from "./rules/pass-role-with-star-in-action-and-not-resource";
import { passRoleWithStarInActionAndResource } from "./rules/pass-role-with-star-in-action-and-resource";
import { passRoleWithStarInResource } from "./rules/pass-role-with-star-in-resource";
import { passRoleWithStarInResourceAndNotAction } from "./rules/pass-role-with-star-in-resource-and-not-action";
import { privateIpAddress } from "./rules/private-ip-address";
import { privateIpAddressSubset } from "./rules/private-ip-address-subset";
import { privateNotIpAddress } from "./rules/private-not-ip-address";
import { privateNotIpAddressSubset } from "./rules/private-not-ip-address-subset";
import { roleTrustPolicySyntaxErrorNotprincipal } from "./rules/role-trust-policy-syntax-error-notprincipal";
import { roleTrustPolicySyntaxErrorResource } from "./rules/role-trust-policy-syntax-error-resource";
import { scpSyntaxErrorPrincipal } from "./rules/scp-syntax-error-principal";
import { stringLikeOperatorWithArnConditionKeys } from "./rules/string-like-operator-with-arn-condition-keys";
import { typeMismatch } from "./rules/type-mismatch";
import { typeMismatchBoolean } from "./rules/type-mismatch-boolean";
import { typeMismatchDate } from "./rules/type-mismatch-date";
import { typeMismatchIpRange } from "./rules/type-mismatch-ip-range";
import { typeMismatchNumber } from "./rules/type-mismatch-number";
import { typeMismatchString } from "./rules/type-mismatch-string";
import { uniqueSidsRecommended } from "./rules/unique-sids-recommended";
import { uniqueSidsRequired } from "./rules/unique-sids-required";
import { unsupportedActionInPolicy } from "./rules/unsupported-action-in-policy";
import { unsupportedPrincipal } from "./rules/unsupported-principal";
import { unsupportedSid } from "./rules/unsupported-sid";
import { variableUnsupportedInElement } from "./rules/variable-unsupported-in-element";
import { variableUnsupportedInVersion } from "./rules/variable-unsupported-in-version";
import { wildcardWithoutLikeOperator } from "./rules/wildcard-without-like-operator";

/** Every rule, by name; a file of `rules/` that is not here does not run. */
export const RULES: readonly Rule[] = [
  allowWithNotPrincipal,
  createSlrWithNotActionAndNotResource,
  createSlrWithNotResource,
  createSlrWithStarInActionAndNotResource,
  createSlrWithStarInActionAndResource,
  createSlrWithStarInResource,
  createSlrWithStarInResourceAndNotAction,
  deprecatedGlobalConditionKey,
  duplicateKeysWithDifferentCase,
  emptyArrayAction,
  emptyArrayCondition,
  emptyArrayConditionForallvalues,
  emptyArrayConditionForanyvalue,
  emptyArrayConditionIfexists,
  emptyArrayPrincipal,
  emptyArrayResource,
  emptySidValue,
  forallvaluesWithSingleValuedKey,
  improveIpRange,
  invalidAction,
  invalidConditionKeyFormat,
  invalidConditionMultipleBoolean,
  invalidConditionOperator,
  invalidDateValue,
  invalidGlobalConditionKey,
  invalidService,
  invalidServiceConditionKey,
  invalidServiceInAction,
  invalidVariableForOperator,
  missingPrincipal,
  missingQualifier,
  missingTagKeyInCondition,
  nullWithIfExists,
  nullWithQualifier,
  passRoleWithNotActionAndNotResource,
  passRoleWithNotResource,
  passRoleWithStarInActionAndNotResource,
  passRoleWithStarInActionAndResource,
  passRoleWithStarInResource,
  passRoleWithStarInResourceAndNotAction,
  privateIpAddress,
  privateIpAddressSubset,
  privateNotIpAddress,
  privateNotIpAddressSubset,
  roleTrustPolicySyntaxErrorNotprincipal,
  roleTrustPolicySyntaxErrorResource,
  scpSyntaxErrorPrincipal,
  stringLikeOperatorWithArnConditionKeys,
  typeMismatch,
  typeMismatchBoolean,
  typeMismatchDate,
  typeMismatchIpRange,
  typeMismatchNumber,
  typeMismatchString,
  uniqueSidsRecommended,
  uniqueSidsRequired,
  unsupportedActionInPolicy,
  unsupportedPrincipal,
  unsupportedSid,
  variableUnsupportedInElement,
  variableUnsupportedInVersion,
  wildcardWithoutLikeOperator,
];
