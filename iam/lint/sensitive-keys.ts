/**
 * Keys whose values a pattern never describes: ids that AWS draws at random. Lower case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive
 */
export const SENSITIVE_KEYS: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
]);

/** Variables whose text a person or a caller chooses: tags, names, headers. */
const CHOSEN_BY_PEOPLE =
  /^(aws:(principaltag|requesttag|resourcetag)\/|aws:(username|userid|referer|useragent|sourceidentity)$|saml:|.*\..*:)/i;

/** Whether a policy variable may hold any text that somebody likes, and so act as a wildcard. */
export function isChosenByPeople(variable: string): boolean {
  return CHOSEN_BY_PEOPLE.test(variable);
}
