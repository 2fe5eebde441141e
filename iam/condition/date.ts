const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?)?)?)?$/;
const EPOCH = /^-?\d{1,12}(?:\.\d{1,9})?$/;
const YEAR = /^\d{4}$/;

/**
 * Reads a date as nanoseconds since 1970: ISO 8601 in W3C's profile (year alone up to fractions of a second; without an
 * offset it is UTC), or seconds since the epoch. Undefined for any other text.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseDate(text: string): bigint | undefined {
  if (EPOCH.test(text) && !YEAR.test(text)) return parseEpoch(text);
  const found = ISO.exec(text);
  if (found === null) return undefined;
  const field = (index: number, absent: number): number => Number(found[index] ?? absent);
  const [year, month, day] = [field(1, 0), field(2, 1), field(3, 1)];
  const [hour, minute, second] = [field(4, 0), field(5, 0), field(6, 0)];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isReal || hour > 23 || minute > 59 || second > 59 || field(10, 0) > 23 || field(11, 0) > 59) return undefined;
  const offset = (field(10, 0) * 60 + field(11, 0)) * (found[9] === "-" ? -1 : 1);
  const seconds = date.getTime() / 1000 + hour * 3600 + (minute - offset) * 60 + second;
  return BigInt(seconds) * 1_000_000_000n + BigInt((found[7] ?? "").padEnd(9, "0"));
}

function parseEpoch(text: string): bigint {
  const [seconds = "0", fraction = ""] = text.split(".");
  const nanoseconds = BigInt(fraction.padEnd(9, "0"));
  return BigInt(seconds) * 1_000_000_000n + (text.startsWith("-") ? -nanoseconds : nanoseconds);
}
