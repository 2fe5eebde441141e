import type { Rule } from "./rule";
import { allowNotactionWithUnsupportedTagConditionKeyForService } from "./rules/allow-notaction-with-unsupported-tag-condition-key-for-service";
import { allowWithNotPrincipal } from "./rules/allow-with-not-principal";
import { allowWithUnsupportedTagConditionKeyForService } from "./rules/allow-with-unsupported-tag-condition-key-for-service";
import { arnAccountNotAllowed } from "./rules/arn-account-not-allowed";
import { arnRegionNotAllowed } from "./rules/arn-region-not-allowed";
import { confirmAudienceClaimType } from "./rules/confirm-audience-claim-type";
import { createSlrWithNotActionAndNotResource } from "./rules/create-slr-with-not-action-and-not-resource";
import { createSlrWithNotResource } from "./rules/create-slr-with-not-resource";
import { createSlrWithStarInActionAndNotResource } from "./rules/create-slr-with-star-in-action-and-not-resource";
import { createSlrWithStarInActionAndResource } from "./rules/create-slr-with-star-in-action-and-resource";
import { createSlrWithStarInResource } from "./rules/create-slr-with-star-in-resource";
import { createSlrWithStarInResourceAndNotAction } from "./rules/create-slr-with-star-in-resource-and-not-action";
import { denyNotactionWithUnsupportedTagConditionKeyForService } from "./rules/deny-notaction-with-unsupported-tag-condition-key-for-service";
import { denyWithUnsupportedTagConditionKeyForService } from "./rules/deny-with-unsupported-tag-condition-key-for-service";
import { deprecatedGlobalConditionKey } from "./rules/deprecated-global-condition-key";
import { duplicateKeysWithDifferentCase } from "./rules/duplicate-keys-with-different-case";
import { dynamodbAttributesWithoutSelect } from "./rules/dynamodb-attributes-without-select";
import { emptyArrayAction } from "./rules/empty-array-action";
import { emptyArrayCondition } from "./rules/empty-array-condition";
import { emptyArrayConditionForallvalues } from "./rules/empty-array-condition-forallvalues";
import { emptyArrayConditionForanyvalue } from "./rules/empty-array-condition-foranyvalue";
import { emptyArrayConditionIfexists } from "./rules/empty-array-condition-ifexists";
import { emptyArrayPrincipal } from "./rules/empty-array-principal";
import { emptyArrayResource } from "./rules/empty-array-resource";
import { emptySidValue } from "./rules/empty-sid-value";
import { equivalentToNullFalse } from "./rules/equivalent-to-null-false";
import { equivalentToNullTrue } from "./rules/equivalent-to-null-true";
import { federatedPrincipalNotSupported } from "./rules/federated-principal-not-supported";
import { forallvaluesWithSingleValuedKey } from "./rules/forallvalues-with-single-valued-key";
import { foranyvalueWithAudienceClaimType } from "./rules/foranyvalue-with-audience-claim-type";
import { improveIpRange } from "./rules/improve-ip-range";
import { invalidAction } from "./rules/invalid-action";
import { invalidArnAccount } from "./rules/invalid-arn-account";
import { invalidArnPrefix } from "./rules/invalid-arn-prefix";
import { invalidArnRegion } from "./rules/invalid-arn-region";
import { invalidArnResource } from "./rules/invalid-arn-resource";
import { invalidArnServiceCase } from "./rules/invalid-arn-service-case";
import { invalidConditionKeyFormat } from "./rules/invalid-condition-key-format";
import { invalidConditionMultipleBoolean } from "./rules/invalid-condition-multiple-boolean";
import { invalidConditionOperator } from "./rules/invalid-condition-operator";
import { invalidDateValue } from "./rules/invalid-date-value";
import { invalidFederatedPrincipalSyntaxInRoleTrustPolicy } from "./rules/invalid-federated-principal-syntax-in-role-trust-policy";
import { invalidGlobalConditionKey } from "./rules/invalid-global-condition-key";
import { invalidKmsKeyValue } from "./rules/invalid-kms-key-value";
import { invalidPartition } from "./rules/invalid-partition";
import { invalidPrincipalFormat } from "./rules/invalid-principal-format";
import { invalidRegion } from "./rules/invalid-region";
import { invalidRoleReference } from "./rules/invalid-role-reference";
import { invalidService } from "./rules/invalid-service";
import { invalidServiceConditionKey } from "./rules/invalid-service-condition-key";
import { invalidServiceInAction } from "./rules/invalid-service-in-action";
import { invalidServicePrincipalFormat } from "./rules/invalid-service-principal-format";
import { invalidUserReference } from "./rules/invalid-user-reference";
import { invalidVariableForOperator } from "./rules/invalid-variable-for-operator";
import { invalidVpcFormat } from "./rules/invalid-vpc-format";
import { invalidVpceFormat } from "./rules/invalid-vpce-format";
import { irrelevantConditionKeyInPolicy } from "./rules/irrelevant-condition-key-in-policy";
import { mismatchedActionForPrincipal } from "./rules/mismatched-action-for-principal";
import { missingActionForConditionKey } from "./rules/missing-action-for-condition-key";
import { missingActionForRolesAnywhereTrustPolicy } from "./rules/missing-action-for-roles-anywhere-trust-policy";
import { missingArnAccount } from "./rules/missing-arn-account";
import { missingArnField } from "./rules/missing-arn-field";
import { missingArnRegion } from "./rules/missing-arn-region";
import { missingConditionKeyForOidcPrincipal } from "./rules/missing-condition-key-for-oidc-principal";
import { missingGithubRepoConditionKey } from "./rules/missing-github-repo-condition-key";
import { missingPairedConditionKeys } from "./rules/missing-paired-condition-keys";
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
import { policySizeExceedsIdentityPolicyQuota } from "./rules/policy-size-exceeds-identity-policy-quota";
import { policySizeExceedsRcpQuota } from "./rules/policy-size-exceeds-rcp-quota";
import { policySizeExceedsResourcePolicyQuota } from "./rules/policy-size-exceeds-resource-policy-quota";
import { policySizeExceedsRoleTrustPolicyQuota } from "./rules/policy-size-exceeds-role-trust-policy-quota";
import { policySizeExceedsScpQuota } from "./rules/policy-size-exceeds-scp-quota";
import { privateIpAddress } from "./rules/private-ip-address";
import { privateIpAddressSubset } from "./rules/private-ip-address-subset";
import { privateNotIpAddress } from "./rules/private-not-ip-address";
import { privateNotIpAddressSubset } from "./rules/private-not-ip-address-subset";
import { rcpMissingRelatedPrincipalConditionKey } from "./rules/rcp-missing-related-principal-condition-key";
import { rcpMissingRelatedServicePrincipalConditionKey } from "./rules/rcp-missing-related-service-principal-condition-key";
import { rcpMissingServiceConditionKeyNullCheck } from "./rules/rcp-missing-service-condition-key-null-check";
import { rcpSyntaxErrorAction } from "./rules/rcp-syntax-error-action";
import { rcpSyntaxErrorAllow } from "./rules/rcp-syntax-error-allow";
import { rcpSyntaxErrorNotaction } from "./rules/rcp-syntax-error-notaction";
import { rcpSyntaxErrorPrincipal } from "./rules/rcp-syntax-error-principal";
import { recommendedConditionKeyForServicePrincipal } from "./rules/recommended-condition-key-for-service-principal";
import { redundantAction } from "./rules/redundant-action";
import { redundantConditionValueNum } from "./rules/redundant-condition-value-num";
import { redundantKeyDueToWildcardInCondition } from "./rules/redundant-key-due-to-wildcard-in-condition";
import { redundantPrincipalInRoleTrustPolicy } from "./rules/redundant-principal-in-role-trust-policy";
import { redundantResource } from "./rules/redundant-resource";
import { redundantStatement } from "./rules/redundant-statement";
import { redundantStatementDueToWildcardInCondition } from "./rules/redundant-statement-due-to-wildcard-in-condition";
import { restrictAccessToServicePrincipal } from "./rules/restrict-access-to-service-principal";
import { roleTrustPolicySyntaxErrorNotprincipal } from "./rules/role-trust-policy-syntax-error-notprincipal";
import { roleTrustPolicySyntaxErrorResource } from "./rules/role-trust-policy-syntax-error-resource";
import { s3PrefixInNegativeContext } from "./rules/s3-prefix-in-negative-context";
import { scpSyntaxErrorPrincipal } from "./rules/scp-syntax-error-principal";
import { specificGithubRepoAndBranchRecommended } from "./rules/specific-github-repo-and-branch-recommended";
import { stringLikeOperatorWithArnConditionKeys } from "./rules/string-like-operator-with-arn-condition-keys";
import { typeMismatch } from "./rules/type-mismatch";
import { typeMismatchBoolean } from "./rules/type-mismatch-boolean";
import { typeMismatchDate } from "./rules/type-mismatch-date";
import { typeMismatchIpRange } from "./rules/type-mismatch-ip-range";
import { typeMismatchNumber } from "./rules/type-mismatch-number";
import { typeMismatchString } from "./rules/type-mismatch-string";
import { uniqueSidsRecommended } from "./rules/unique-sids-recommended";
import { uniqueSidsRequired } from "./rules/unique-sids-required";
import { unsupportedActionForConditionKey } from "./rules/unsupported-action-for-condition-key";
import { unsupportedActionInPolicy } from "./rules/unsupported-action-in-policy";
import { unsupportedConditionKeyForServicePrincipal } from "./rules/unsupported-condition-key-for-service-principal";
import { unsupportedPrincipal } from "./rules/unsupported-principal";
import { unsupportedResourceForAction } from "./rules/unsupported-resource-for-action";
import { unsupportedResourceForDeniedAction } from "./rules/unsupported-resource-for-denied-action";
import { unsupportedSid } from "./rules/unsupported-sid";
import { unsupportedSpaceInVariable } from "./rules/unsupported-space-in-variable";
import { unsupportedWildcardInPrincipal } from "./rules/unsupported-wildcard-in-principal";
import { untrustworthyConditionKey } from "./rules/untrustworthy-condition-key";
import { useConditionKeyOnlyWithSupportedServices } from "./rules/use-condition-key-only-with-supported-services";
import { variableUnsupportedInElement } from "./rules/variable-unsupported-in-element";
import { variableUnsupportedInVersion } from "./rules/variable-unsupported-in-version";
import { variableUsageTooPermissive } from "./rules/variable-usage-too-permissive";
import { wildcardInServiceName } from "./rules/wildcard-in-service-name";
import { wildcardUsageTooPermissive } from "./rules/wildcard-usage-too-permissive";
import { wildcardWithoutLikeOperator } from "./rules/wildcard-without-like-operator";

/** Every rule, by name; a file of `rules/` that is not here does not run. */
export const RULES: readonly Rule[] = [
  allowNotactionWithUnsupportedTagConditionKeyForService,
  allowWithNotPrincipal,
  allowWithUnsupportedTagConditionKeyForService,
  arnAccountNotAllowed,
  arnRegionNotAllowed,
  confirmAudienceClaimType,
  createSlrWithNotActionAndNotResource,
  createSlrWithNotResource,
  createSlrWithStarInActionAndNotResource,
  createSlrWithStarInActionAndResource,
  createSlrWithStarInResource,
  createSlrWithStarInResourceAndNotAction,
  denyNotactionWithUnsupportedTagConditionKeyForService,
  denyWithUnsupportedTagConditionKeyForService,
  deprecatedGlobalConditionKey,
  duplicateKeysWithDifferentCase,
  dynamodbAttributesWithoutSelect,
  emptyArrayAction,
  emptyArrayCondition,
  emptyArrayConditionForallvalues,
  emptyArrayConditionForanyvalue,
  emptyArrayConditionIfexists,
  emptyArrayPrincipal,
  emptyArrayResource,
  emptySidValue,
  equivalentToNullFalse,
  equivalentToNullTrue,
  federatedPrincipalNotSupported,
  forallvaluesWithSingleValuedKey,
  foranyvalueWithAudienceClaimType,
  improveIpRange,
  invalidAction,
  invalidArnAccount,
  invalidArnPrefix,
  invalidArnRegion,
  invalidArnResource,
  invalidArnServiceCase,
  invalidConditionKeyFormat,
  invalidConditionMultipleBoolean,
  invalidConditionOperator,
  invalidDateValue,
  invalidFederatedPrincipalSyntaxInRoleTrustPolicy,
  invalidGlobalConditionKey,
  invalidKmsKeyValue,
  invalidPartition,
  invalidPrincipalFormat,
  invalidRegion,
  invalidRoleReference,
  invalidService,
  invalidServiceConditionKey,
  invalidServiceInAction,
  invalidServicePrincipalFormat,
  invalidUserReference,
  invalidVariableForOperator,
  invalidVpcFormat,
  invalidVpceFormat,
  irrelevantConditionKeyInPolicy,
  mismatchedActionForPrincipal,
  missingActionForConditionKey,
  missingActionForRolesAnywhereTrustPolicy,
  missingArnAccount,
  missingArnField,
  missingArnRegion,
  missingConditionKeyForOidcPrincipal,
  missingGithubRepoConditionKey,
  missingPairedConditionKeys,
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
  policySizeExceedsIdentityPolicyQuota,
  policySizeExceedsRcpQuota,
  policySizeExceedsResourcePolicyQuota,
  policySizeExceedsRoleTrustPolicyQuota,
  policySizeExceedsScpQuota,
  privateIpAddress,
  privateIpAddressSubset,
  privateNotIpAddress,
  privateNotIpAddressSubset,
  rcpMissingRelatedPrincipalConditionKey,
  rcpMissingRelatedServicePrincipalConditionKey,
  rcpMissingServiceConditionKeyNullCheck,
  rcpSyntaxErrorAction,
  rcpSyntaxErrorAllow,
  rcpSyntaxErrorNotaction,
  rcpSyntaxErrorPrincipal,
  recommendedConditionKeyForServicePrincipal,
  redundantAction,
  redundantConditionValueNum,
  redundantKeyDueToWildcardInCondition,
  redundantPrincipalInRoleTrustPolicy,
  redundantResource,
  redundantStatement,
  redundantStatementDueToWildcardInCondition,
  restrictAccessToServicePrincipal,
  roleTrustPolicySyntaxErrorNotprincipal,
  roleTrustPolicySyntaxErrorResource,
  s3PrefixInNegativeContext,
  scpSyntaxErrorPrincipal,
  specificGithubRepoAndBranchRecommended,
  stringLikeOperatorWithArnConditionKeys,
  typeMismatch,
  typeMismatchBoolean,
  typeMismatchDate,
  typeMismatchIpRange,
  typeMismatchNumber,
  typeMismatchString,
  uniqueSidsRecommended,
  uniqueSidsRequired,
  unsupportedActionForConditionKey,
  unsupportedActionInPolicy,
  unsupportedConditionKeyForServicePrincipal,
  unsupportedPrincipal,
  unsupportedResourceForAction,
  unsupportedResourceForDeniedAction,
  unsupportedSid,
  unsupportedSpaceInVariable,
  unsupportedWildcardInPrincipal,
  untrustworthyConditionKey,
  useConditionKeyOnlyWithSupportedServices,
  variableUnsupportedInElement,
  variableUnsupportedInVersion,
  variableUsageTooPermissive,
  wildcardInServiceName,
  wildcardUsageTooPermissive,
  wildcardWithoutLikeOperator,
];
