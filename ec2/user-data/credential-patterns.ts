/** A kind of secret and how it is written. */
interface CredentialPattern {
  /** `AWS access key id` */
  readonly kind: string;
  /** Global; group `secret` is the secret itself. */
  readonly pattern: RegExp;
}

/** A secret found in a text. */
export interface FoundCredential {
  readonly kind: string;
  /** 1 for the first line of the text in which it stands. */
  readonly line: number;
  /** For comparison alone: no part of it is ever shown. */
  readonly secret: string;
}

/** Prefixes and lengths as the issuers document them; each is long enough that other text does not look like it. */
const PATTERNS: readonly CredentialPattern[] = [
  { kind: "AWS access key id", pattern: /(?<![A-Za-z0-9])(?<secret>(?:AKIA|ASIA)[A-Z2-7]{16})(?![A-Za-z0-9])/g },
  {
    kind: "AWS secret access key",
    pattern:
      /(?:aws_?secret_?access_?key|secret_?access_?key|aws_?secret_?key)["']?\s*[=:]\s*["']?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
  },
  {
    kind: "AWS session token",
    pattern: /aws_?session_?token["']?\s*[=:]\s*["']?(?<secret>[A-Za-z0-9/+=]{100,})/gi,
  },
  { kind: "private key", pattern: /(?<secret>-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----)\s+[A-Za-z0-9/+=]{20}/g },
  { kind: "GitHub token", pattern: /(?<![A-Za-z0-9_])(?<secret>gh[pousr]_[A-Za-z0-9]{36,255})(?![A-Za-z0-9_])/g },
  { kind: "GitHub token", pattern: /(?<![A-Za-z0-9_])(?<secret>github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})/g },
  { kind: "GitLab token", pattern: /(?<![A-Za-z0-9_-])(?<secret>glpat-[A-Za-z0-9_-]{20,64})(?![A-Za-z0-9_-])/g },
  { kind: "npm token", pattern: /(?<![A-Za-z0-9_])(?<secret>npm_[A-Za-z0-9]{36})(?![A-Za-z0-9_])/g },
  { kind: "Slack token", pattern: /(?<![A-Za-z0-9])(?<secret>xox[abprs]-\d{8,}-[A-Za-z0-9-]{20,})/g },
  { kind: "Stripe key", pattern: /(?<![A-Za-z0-9_])(?<secret>[sr]k_live_[A-Za-z0-9]{24,})(?![A-Za-z0-9_])/g },
  { kind: "Google API key", pattern: /(?<![A-Za-z0-9_-])(?<secret>AIza[A-Za-z0-9_-]{35})(?![A-Za-z0-9_-])/g },
  { kind: "Pulumi access token", pattern: /(?<![A-Za-z0-9-])(?<secret>pul-[0-9a-f]{40})(?![0-9a-f])/g },
];

/**
 * Finds secrets that are written out in a text. Precise rather than complete: only forms that their issuers mark, no
 * passwords; AWS's documented examples (`…EXAMPLE`, `…EXAMPLEKEY`) and placeholders of few letters are left out. Linear
 * in the text for each kind.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function findCredentials(text: string): readonly FoundCredential[] {
  const found: FoundCredential[] = [];
  for (const { kind, pattern } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const secret = match.groups?.["secret"] ?? "";
      if (isPlaceholder(kind, secret)) continue;
      const line = text.slice(0, match.index).split("\n").length;
      found.push({ kind, line, secret });
    }
  }
  return found;
}

/** An example of AWS's documentation, or text of so few different characters that nobody was issued it. */
function isPlaceholder(kind: string, secret: string): boolean {
  if (kind === "private key") return false;
  return /EXAMPLE(KEY)?$/.test(secret) || new Set(secret.slice(4)).size < 8;
}
