/** A rule for a name or path of IAM: the pattern that AWS accepts, the longest length, and both in words. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly maximumLength: number;
  readonly expected: string;
}

const NAME_CHARACTERS = "letters, digits and `+=,.@_-`";

/** Name of a role. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const ROLE_NAME: NameRule = {
  pattern: /^[\w+=,.@-]+$/,
  maximumLength: 64,
  expected: `a role name of at most 64 ${NAME_CHARACTERS}`,
};

/** Name of an instance profile. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const INSTANCE_PROFILE_NAME: NameRule = {
  pattern: /^[\w+=,.@-]+$/,
  maximumLength: 128,
  expected: `an instance profile name of at most 128 ${NAME_CHARACTERS}`,
};

/** Name of an inline policy. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const INLINE_POLICY_NAME: NameRule = {
  pattern: /^[\w+=,.@-]+$/,
  maximumLength: 128,
  expected: `an inline policy name of at most 128 ${NAME_CHARACTERS}`,
};

/** Name of a managed policy. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const MANAGED_POLICY_NAME: NameRule = {
  pattern: /^[\w+=,.@-]+$/,
  maximumLength: 128,
  expected: `a policy name of at most 128 ${NAME_CHARACTERS}`,
};

/** Path of a role or profile. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const IAM_PATH: NameRule = {
  pattern: /^\/([\u0021-\u007e]+\/)*$/,
  maximumLength: 512,
  expected: "a path of at most 512 characters that begins and ends with `/`",
};

/** Says whether `text` keeps `rule`. */
export function keepsNameRule(text: string, rule: NameRule): boolean {
  return text.length <= rule.maximumLength && rule.pattern.test(text);
}
