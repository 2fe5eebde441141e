/**
 * The most characters that AWS stores, by policy type. Identity and trust policies are counted without white space.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export interface Quotas {
  /**
   * A document alone does not say whether it is managed (6,144) or inline, and for whom: the default is what a role's
   * inline policies may hold together, the largest of all. @default 10,240
   */
  readonly identity: number;
  /** @default 2,048; AWS raises it to 4,096 or 8,192 on request */
  readonly trust: number;
  /** The default is the largest of the services that document one, 100 KB of OpenSearch domains. @default 102,400 */
  readonly resource: number;
  /** @default 10,240 */
  readonly scp: number;
  /** @default 5,120 */
  readonly rcp: number;
}

/** The quotas that apply where none are given. */
export const DEFAULT_QUOTAS: Quotas = { identity: 10_240, trust: 2_048, resource: 102_400, scp: 10_240, rcp: 5_120 };
