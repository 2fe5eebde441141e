import { parseDate } from "../condition/date";
import { parseIpPrefix } from "../condition/ip-address";
import { parseDecimal, type Decimal } from "../condition/numeric";
import type { OperatorTraits } from "../condition/operator";
import type { Interval, Intervals } from "./interval";

/** Families of operators whose values lie on a line: numbers, moments, and the addresses of IPv4 before those of IPv6. */
export type LineFamily = "numeric" | "date" | "ipAddress";

export function isLineFamily(family: OperatorTraits["family"]): family is LineFamily {
  return family === "numeric" || family === "date" || family === "ipAddress";
}

const FIRST_IPV6 = 1n << 33n;
const LAST_IPV4 = (1n << 32n) - 1n;
const LAST_IPV6 = FIRST_IPV6 + (1n << 128n) - 1n;
const FIRST_DATE = -62_167_219_200n * 1_000_000_000n;
const LAST_DATE = 253_402_300_799n * 1_000_000_000n + 999_999_999n;

/**
 * A family's values as whole numbers: decimals by a power of ten that leaves room between any two that the policies name,
 * dates in nanoseconds, addresses as numbers.
 */
export class Line {
  private readonly unit: bigint;

  /** `decimals`: the most digits after the point that the policies use. */
  constructor(
    readonly family: LineFamily,
    private readonly decimals: number,
  ) {
    this.unit = 10n ** BigInt(decimals + 1);
  }

  /** All values that a request may carry. Addresses are single ones; dates have four digits for the year. */
  get universe(): Intervals {
    if (this.family === "numeric") return [{ low: undefined, high: undefined }];
    if (this.family === "date") return [{ low: FIRST_DATE, high: LAST_DATE }];
    return [
      { low: 0n, high: LAST_IPV4 },
      { low: FIRST_IPV6, high: LAST_IPV6 },
    ];
  }

  /** The values of the request that compare with a value of the policy; undefined: it is malformed and none does. */
  read(text: string, comparison: OperatorTraits["comparison"]): Interval | undefined {
    const range = this.rangeOf(text);
    if (range === undefined) return undefined;
    switch (comparison) {
      case "less":
        return { low: undefined, high: range.low - 1n };
      case "lessOrEqual":
        return { low: undefined, high: range.high };
      case "greater":
        return { low: range.high + 1n, high: undefined };
      case "greaterOrEqual":
        return { low: range.low, high: undefined };
      default:
        return range;
    }
  }

  /** The number of a request's value; undefined when it is none of the family. */
  valueOf(text: string): bigint | undefined {
    const range = this.rangeOf(text);
    return range?.low === range?.high ? range?.low : undefined;
  }

  /** The text of a value. */
  write(value: bigint): string {
    if (this.family === "numeric") return this.writeDecimal(value);
    return this.family === "date" ? writeDate(value) : writeAddress(value);
  }

  private rangeOf(text: string): { low: bigint; high: bigint } | undefined {
    if (this.family === "date") {
      const date = parseDate(text);
      return date === undefined ? undefined : { low: date, high: date };
    }
    if (this.family === "numeric") {
      const decimal = parseDecimal(text);
      if (decimal === undefined) return undefined;
      const value = this.placeOf(decimal);
      return { low: value, high: value };
    }
    const prefix = parseIpPrefix(text);
    if (prefix === undefined) return undefined;
    const free = BigInt((prefix.version === 4 ? 32 : 128) - prefix.length);
    const low = ((prefix.address >> free) << free) + (prefix.version === 4 ? 0n : FIRST_IPV6);
    return { low, high: low + (1n << free) - 1n };
  }

  /** The number's place: one with more digits than there is room for stands between the same two values of the policies. */
  private placeOf({ digits, scale }: Decimal): bigint {
    const room = this.decimals + 1 - scale;
    if (room >= 0) return digits * 10n ** BigInt(room);
    const divisor = 10n ** BigInt(-room);
    const place = digits / divisor - (digits % divisor < 0n ? 1n : 0n);
    return digits % divisor !== 0n && place % 10n === 0n ? place + 1n : place;
  }

  private writeDecimal(value: bigint): string {
    const absolute = value < 0n ? -value : value;
    const fraction = (absolute % this.unit)
      .toString()
      .padStart(this.decimals + 1, "0")
      .replace(/0+$/, "");
    const text = `${absolute / this.unit}${fraction === "" ? "" : `.${fraction}`}`;
    return value < 0n ? `-${text}` : text;
  }
}

function writeDate(nanoseconds: bigint): string {
  const second = 1_000_000_000n;
  const rest = ((nanoseconds % second) + second) % second;
  const whole = new Date(Number((nanoseconds - rest) / 1_000_000n)).toISOString();
  const fraction = rest === 0n ? "" : `.${rest.toString().padStart(9, "0").replace(/0+$/, "")}`;
  return whole.replace(/^[+-]\d\d/, "").replace(/\.\d+Z$/, `${fraction}Z`);
}

function writeAddress(value: bigint): string {
  if (value < FIRST_IPV6) {
    return [24n, 16n, 8n, 0n].map((shift) => ((value >> shift) & 255n).toString()).join(".");
  }
  const address = value - FIRST_IPV6;
  const groups = Array.from({ length: 8 }, (_, index) => (address >> BigInt(112 - 16 * index)) & 0xffffn);
  const text = groups.map((group) => group.toString(16)).join(":");
  const zeros = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)]
    .map(([run]) => run)
    .sort((a, b) => b.length - a.length)[0];
  if (zeros === undefined) return text;
  const at = text.indexOf(zeros);
  return `${text.slice(0, at)}::${text.slice(at + zeros.length).replace(/^:/, "")}`;
}

/** The most digits after the point of the decimals among the texts. */
export function decimalsOf(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => parseDecimal(text)?.scale ?? 0));
}
