/** The callers, accounts and keys of generated policies and requests. */
export const ACCOUNTS = ["111111111111", "222222222222"] as const;

export const CALLERS: readonly string[] = [
  "arn:aws:iam::111111111111:user/a",
  "arn:aws:iam::111111111111:role/a",
  "arn:aws:sts::111111111111:assumed-role/a/s",
  "arn:aws:iam::222222222222:user/a",
  "arn:aws:iam::111111111111:root",
  "ec2.amazonaws.com",
  "*",
];

export const CONTEXT_KEYS: readonly string[] = ["a:x", "a:y", "a:n", "a:d", "a:b", "a:r", "a:i"];
