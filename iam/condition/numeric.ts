/** A decimal number, exact: `digits` times ten to the power of minus `scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
/** Longer numbers are no numbers of a policy; the bound keeps the arithmetic cheap. */
const MAX_LENGTH = 400;

/** Reads a whole or decimal number; undefined for any other text. `10`, `10.0` and `+10` are the same number. */
export function parseDecimal(text: string): Decimal | undefined {
  const found = text.length <= MAX_LENGTH ? DECIMAL.exec(text) : null;
  if (found === null) return undefined;
  const whole = found[2] ?? "";
  const fraction = found[3] ?? "";
  if (whole === "" && fraction === "") return undefined;
  const digits = BigInt(whole + fraction);
  return { digits: found[1] === "-" ? -digits : digits, scale: fraction.length };
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const left = a.scale >= b.scale ? a.digits : a.digits * 10n ** BigInt(b.scale - a.scale);
  const right = b.scale >= a.scale ? b.digits : b.digits * 10n ** BigInt(a.scale - b.scale);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
