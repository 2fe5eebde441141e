import { countedCharacters } from "./document-checks";
import type { Problem } from "./plan";

/**
 * What IAM stores for one role, in characters without white space and in policies.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const ROLE_QUOTAS = {
  /** All inline policies of the role together. */
  inlineCharacters: 10_240,
  /** One managed policy. */
  managedCharacters: 6_144,
  /** The trust policy: `default` without asking AWS, `raised` at most. */
  trustCharacters: { default: 2_048, raised: 4_096 },
  /** Managed policies that are attached. */
  managedPolicies: { default: 10, raised: 20 },
} as const;

/** What a role is to carry. */
export interface RoleDocuments {
  readonly trustPolicy: object;
  readonly inlinePolicies: Readonly<Record<string, object | undefined>>;
  readonly customerManagedPolicies: Readonly<Record<string, object | undefined>>;
  readonly attachments: number;
}

/** Says what of `role` exceeds IAM's quotas: refused where no request to AWS helps, else a warning. Unknown values count for nothing. */
export function checkQuotas(role: RoleDocuments): {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
} {
  const trust = countedCharacters(role.trustPolicy);
  const { trustCharacters, managedPolicies } = ROLE_QUOTAS;
  return {
    problems: [
      ...tooMuchInline(
        Object.entries(role.inlinePolicies).map(([name, document]) => ({
          name,
          size: document === undefined ? 0 : countedCharacters(document),
        })),
      ),
      ...Object.entries(role.customerManagedPolicies).flatMap(([name, document]) => tooLong(name, document)),
      ...(trust > trustCharacters.raised
        ? [exceeds("trustConditions", "the trust policy", trust, trustCharacters.raised, "fewer conditions")]
        : []),
      ...(role.attachments > managedPolicies.raised ? [tooMany(role.attachments, managedPolicies.raised)] : []),
    ],
    warnings: [
      ...(trust > trustCharacters.default && trust <= trustCharacters.raised
        ? [exceeds("trustConditions", "the trust policy", trust, trustCharacters.default, "the quota raised by AWS")]
        : []),
      ...(role.attachments > managedPolicies.default && role.attachments <= managedPolicies.raised
        ? [tooMany(role.attachments, managedPolicies.default)]
        : []),
    ],
  };
}

/** Returns a problem if inline policies of these sizes are more than IAM stores for one role. */
export function tooMuchInline(sizes: readonly { readonly name: string; readonly size: number }[]): readonly Problem[] {
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  const parts = sizes.map(({ name, size }) => `\`${name}\` ${size}`).join(", ");
  return total > ROLE_QUOTAS.inlineCharacters
    ? [
        exceeds(
          "statements",
          "the inline policies",
          total,
          ROLE_QUOTAS.inlineCharacters,
          `statements moved to \`customerManagedPolicies\`, each of up to ${ROLE_QUOTAS.managedCharacters} characters (${parts})`,
        ),
      ]
    : [];
}

function tooLong(name: string, document: object | undefined): readonly Problem[] {
  const size = document === undefined ? 0 : countedCharacters(document);
  return size > ROLE_QUOTAS.managedCharacters
    ? [
        exceeds(
          `customerManagedPolicies.${name}`,
          "the managed policy",
          size,
          ROLE_QUOTAS.managedCharacters,
          `at least ${Math.ceil(size / ROLE_QUOTAS.managedCharacters)} policies`,
        ),
      ]
    : [];
}

function tooMany(attachments: number, quota: number): Problem {
  return {
    property: "managedPolicies",
    message: `got ${attachments} managed policies, AWS attaches at most ${quota} to a role: expected fewer, or the quota raised by AWS`,
  };
}

function exceeds(property: string, what: string, size: number, quota: number, expected: string): Problem {
  return {
    property,
    message: `${what} of the role: got ${size} characters without white space, of which AWS stores at most ${quota}, expected ${expected}`,
  };
}
