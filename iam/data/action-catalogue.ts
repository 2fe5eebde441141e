/**
 * What an action does, as the Service Authorization Reference classifies it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
 */
export type AccessLevel = "List" | "Read" | "Write" | "Permissions management" | "Tagging";

/** The type of a condition key's values; it decides which condition operators fit. */
export type ConditionKeyType = "ARN" | "Bool" | "Date" | "IPAddress" | "Numeric" | "String";

/** A condition key as AWS defines it. */
export interface ConditionKeyDefinition {
  /** As documented: `s3:prefix`, `aws:ResourceTag/tag-key`, `ec2:ResourceTag/${TagKey}`. */
  readonly key: string;
  readonly type: ConditionKeyType;
  /** A request may carry several values (`ArrayOf…` in AWS's tables). */
  readonly multiValued: boolean;
}

/** One resource type that an action is authorised against. */
export interface ActionResourceType {
  /** Name of the `ResourceTypeDefinition` in the same service. */
  readonly name: string;
  /** The call is always authorised against a resource of this type. */
  readonly required: boolean;
  /** Keys that are in the request when it is authorised against this type. */
  readonly conditionKeys: readonly string[];
}

/** An action as the Service Authorization Reference lists it. */
export interface ActionDefinition {
  /** Service prefix, lower case: `s3`. */
  readonly service: string;
  /** Name in AWS's capitalisation: `GetObject`. */
  readonly name: string;
  readonly accessLevels: readonly AccessLevel[];
  /** Empty: the action is authorised against `*`. */
  readonly resourceTypes: readonly ActionResourceType[];
  /** Keys that are in the request whatever the resource type; global keys that AWS adds everywhere are not repeated. */
  readonly conditionKeys: readonly string[];
  /** Further actions that a call needs: `iam:PassRole`. Not complete in AWS's tables. */
  readonly dependentActions: readonly string[];
}

/** A resource type of a service. */
export interface ResourceTypeDefinition {
  readonly service: string;
  readonly name: string;
  /** ARN format with `${…}` for the variable pieces: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
  readonly arnFormat: string;
  readonly conditionKeys: readonly string[];
}

/**
 * The actions, resource types and condition keys that AWS services define. Look-ups take service prefixes, action names
 * and condition keys in any case. An implementation loads a service when it is first asked for it, and answers from a
 * data set of a certain day: what AWS has added since is not in it.
 */
export interface ActionCatalogue {
  /** All service prefixes, lower case, sorted. */
  services(): readonly string[];
  hasService(service: string): boolean;
  /** All actions of a service, sorted by name; empty for an unknown service. */
  actions(service: string): readonly ActionDefinition[];
  action(service: string, name: string): ActionDefinition | undefined;
  /** Resource types that a service's actions name; empty for an unknown service. */
  resourceTypes(service: string): readonly ResourceTypeDefinition[];
  /**
   * Resource types by the service segment of their ARNs (`catalog` for Service Catalog), with those of the same services whose
   * segment is variable: undefined when no resource type has such ARNs.
   */
  resourceTypesByArnService(arnService: string): readonly ResourceTypeDefinition[] | undefined;
  /** Definition of a global or service key; keys with a variable piece (`aws:PrincipalTag/team`) find their template. */
  conditionKey(key: string): ConditionKeyDefinition | undefined;
  /** Condition keys of a service, or of `aws` the global ones. */
  conditionKeys(service: string): readonly ConditionKeyDefinition[];
  /** Whether keys with this prefix are defined by a service, by AWS (`aws`) or by an identity provider that AWS lists. */
  hasConditionKeyPrefix(prefix: string): boolean;
  /** Services whose resources RCPs limit. */
  rcpServices(): readonly string[];
}
