import { globMatcher } from "../iam";
import type { Settings, SettingsProblem } from "./settings";

/** An exemption that is in force. */
export interface Exemption {
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** The exemptions in force, and what is wrong with the others. */
export interface Exemptions {
  readonly problems: readonly SettingsProblem[];
  /** The first exemption that covers the resource; undefined where none does. */
  readonly of: (urn: string) => Exemption | undefined;
}

/**
 * Reads the setting `exemptions` as of `now`. One without urn, reason or day of expiry, or past that day (UTC), exempts
 * nothing and is a problem. What is no exemption at all is left to the schema of the setting.
 */
export function readExemptions(settings: Settings, now: Date): Exemptions {
  const problems: SettingsProblem[] = [];
  const inForce: { readonly matches: (urn: string) => boolean; readonly exemption: Exemption }[] = [];
  const configured = settings["exemptions"];
  for (const [index, entry] of (Array.isArray(configured) ? (configured as unknown[]) : []).entries()) {
    if (typeof entry !== "object" || entry === null) continue;
    const { urn, reason, expires } = entry as Readonly<Record<string, unknown>>;
    const subject = isFilled(urn) ? `\`${String(urn)}\`` : "the resource";
    const place = (member: string): SettingsProblem["path"] => ["exemptions", index, member];
    const found = [
      ...(isFilled(urn) ? [] : [{ path: place("urn"), message: "is missing: which resource is exempt" }]),
      ...(isFilled(reason) ? [] : [{ path: place("reason"), message: `is missing: why ${subject} is exempt` }]),
      ...checkExpiry(expires, place("expires"), subject, now),
    ];
    problems.push(...found);
    if (found.length > 0) continue;
    const exemption = { reason: String(reason), expires: String(expires) };
    inForce.push({ matches: globMatcher(String(urn)), exemption });
  }
  return { problems, of: (urn) => inForce.find(({ matches }) => matches(urn))?.exemption };
}

function isFilled(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

function checkExpiry(
  expires: unknown,
  path: SettingsProblem["path"],
  subject: string,
  now: Date,
): readonly SettingsProblem[] {
  if (!isFilled(expires))
    return [{ path, message: `is missing: the last day on which ${subject} is exempt, as YYYY-MM-DD` }];
  const day = String(expires);
  const start = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(start.getTime()) || !start.toISOString().startsWith(day)) {
    return [{ path, message: `got \`${day}\`, expected a day as YYYY-MM-DD` }];
  }
  if (now.toISOString().slice(0, 10) <= day) return [];
  return [{ path, message: `the exemption of ${subject} ended on ${day}: mend the resource, or renew the exemption` }];
}
