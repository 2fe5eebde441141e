/** A rule for a name or path of IAM: the pattern that AWS accepts, the longest length, and both in words. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly maximumLength: number;
  readonly expected: string;
}

/** Name of a role. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const ROLE_NAME = nameRule("a role name", 64);

/** Name of a user. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const USER_NAME = nameRule("a user name", 64);

/** Name of a group. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export const GROUP_NAME = nameRule("a group name", 128);

/** Name of an instance profile. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const INSTANCE_PROFILE_NAME = nameRule("an instance profile name", 128);

/** Name of an inline policy. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const INLINE_POLICY_NAME = nameRule("an inline policy name", 128);

/** Name of a managed policy. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const MANAGED_POLICY_NAME = nameRule("a policy name", 128);

/** Path of a role or profile. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const IAM_PATH: NameRule = {
  pattern: /^\/([\u0021-\u007e]+\/)*$/,
  maximumLength: 512,
  expected: "a path of at most 512 characters that begins and ends with `/`",
};

/** Returns the rule for a name of IAM of at most `maximumLength` characters; `what` is it in words: `a role name`. */
export function nameRule(what: string, maximumLength: number): NameRule {
  return {
    pattern: /^[\w+=,.@-]+$/,
    maximumLength,
    expected: `${what} of at most ${maximumLength} letters, digits and \`+=,.@_-\``,
  };
}

/** Says whether `text` keeps `rule`. */
export function keepsNameRule(text: string, rule: NameRule): boolean {
  return text.length <= rule.maximumLength && rule.pattern.test(text);
}
