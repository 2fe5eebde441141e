export type { AccessSubject } from "./access/access-subject";
export {
  BORROWING_ACTIONS,
  judgeAdministratorAccess,
  judgePermissionCalls,
  whyAdministrator,
} from "./access/administrator-access";
export type { AccessAnswer } from "./access/ask";
export { documentOfAnyCaller, ofAnyCaller, speaksOfCaller } from "./access/any-caller";
export { judgeOwnPermissions, type OwnResources } from "./access/own-permissions";
export { judgePassRoleReach, judgePassedToService, PASSED_TO_SERVICE } from "./access/pass-role";
export { judgeOldCredentialDelivery } from "./access/credential-delivery";
export { findImdsv2Gaps, type Imdsv2Gap, type Imdsv2PolicyType } from "./access/imdsv2-requirement";
export { judgeActions } from "./access/granted-actions";
export { judgePassing, passingJudge, type PassingJudge } from "./access/passable-role";
export {
  judgePassedRole,
  type AcceptedGain,
  type ComparedPrincipal,
  type Gain,
  type PassedRoleVerdict,
} from "./access/passed-role-gain";
export { judgeUnnamedResources } from "./access/unnamed-resources";
export { judgeServiceWildcard } from "./access/service-wildcard";
export { judgePublicAccess, judgePublicTrust } from "./access/public-trust";
export { findUnconditionalTrust, type UnconditionalTrust } from "./access/foreign-trust";
export { findTrustedPrincipals, type TrustedPrincipal, type TrustedPrincipals } from "./access/trusted-principals";
export { ARN_SEGMENTS, parseArn, splitArn, type Arn } from "./arn/arn";
export type {
  AccessLevel,
  ActionCatalogue,
  ActionDefinition,
  ActionResourceType,
  ConditionKeyDefinition,
  ConditionKeyType,
  ResourceTypeDefinition,
} from "./data/action-catalogue";
export { bundledCatalogue } from "./data/bundled-catalogue";
export { expandActions } from "./data/expand-actions";
export {
  PASS_ROLE_ACTIONS,
  passRoleActions,
  globalPrincipal,
  servicesPassedFor,
  type PassRoleAction,
  type PassRoleCheck,
} from "./data/pass-role-actions";
export type { KnownAction } from "./data/known-actions";
export { PARTITIONS, REGIONS, REGIONS_AS_OF, STAND_IN_PARTITION } from "./data/regions";
export { shrinkActions } from "./data/shrink-actions";
export { checkContainment } from "./contain/check-containment";
export { checkDisjointness } from "./contain/check-disjointness";
export { checkEquivalence } from "./contain/check-equivalence";
export type {
  Containment,
  ContainmentOptions,
  Disjointness,
  EffectivePermissions,
  Equivalence,
  PermissionSource,
} from "./contain/containment";
export { describeCounterexample, describeRequest } from "./contain/describe-counterexample";
export { effectivePermissions } from "./contain/effective-permissions";
export type { Condition } from "./condition/condition";
export { duplicateKeys } from "./document/json/duplicate-keys";
export { jsonFault } from "./document/json/json-fault";
export type { ParseIssue, ParseIssueCode } from "./document/parse-issue";
export { parsePolicyDocument, type ParseOptions, type ParseResult } from "./document/parse-policy-document";
export type {
  NamedPolicy,
  PolicyDocument,
  PolicySymbol,
  PolicyType,
  PolicyVersion,
  Principals,
  Statement,
  StatementReference,
} from "./document/policy-document";
export { valueMatcher } from "./arn/symbol-pattern";
export { parseWithUnknowns, symbolicDocument, type PublishedDocument } from "./document/published-document";
export { InvariantError, LimitExceededError } from "./errors";
export type { ApplicablePolicies, AuthorizationRequest, ContextValue } from "./evaluate/authorization-request";
export { DEFAULT_LIMITS, type Limits } from "./limits";
export { globMatcher } from "./pattern/glob-matcher";
export { firstSymbol, hasSymbol, replaceSymbols, symbolPlaceholder, symbolsIn } from "./pattern/symbol-placeholder";
export type { Reason } from "./reason";
export { compilePolicies, type CompiledPolicies } from "./evaluate/compile-policies";
export { evaluate, type EvaluateOptions, type Evaluation } from "./evaluate/evaluate";
export { checkRequest, type RequestIssue } from "./evaluate/check-request";
export { evaluateAll } from "./evaluate/evaluate-all";
export { implicitDenyReason } from "./evaluate/implicit-deny-reason";
export { missingAllows } from "./evaluate/missing-allows";
export type { Finding, Severity } from "./lint/finding";
export { lint, type LintOptions } from "./lint/lint";
export { issueFindings } from "./lint/issue-findings";
export { lintParsed } from "./lint/lint-parsed";
export { lintPolicy } from "./lint/lint-policy";
export { isServicePrincipal } from "./lint/principal-forms";
export { lintRules } from "./lint/lint-rules";
export type { Quotas } from "./lint/quotas";
export type { RuleMetadata } from "./lint/rule";
export { closest } from "./lint/suggest";
export { normalizePolicyDocument } from "./document/normalize-policy-document";
export {
  serializePolicyDocument,
  type PolicyDocumentJson,
  type StatementJson,
} from "./document/serialize-policy-document";
export { explain } from "./evaluate/explain";
