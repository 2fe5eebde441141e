/** A range of IP addresses, as AWS's IpAddress operators read one: no prefix is one address. */
export interface IpRange {
  readonly version: 4 | 6;
  /** The address as written, as a number. */
  readonly address: bigint;
  /** Bits of the prefix. */
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Reads an address or a CIDR range; undefined for any other text. */
export function parseIpRange(text: string): IpRange | undefined {
  const match = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text);
  if (match?.[1] === undefined) return undefined;
  const version = match[1].includes(":") ? 6 : 4;
  const address = version === 4 ? parseIpv4(match[1]) : parseIpv6(match[1]);
  const prefix = match[2] === undefined ? BITS[version] : Number(match[2]);
  return address === undefined || prefix > BITS[version] ? undefined : { version, address, prefix };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(readGroups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const groups = [...head, ...(tail ?? [])];
  const missing = 8 - groups.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return all.reduce((sum, group) => sum * 65536n + group, 0n);
}

/** Groups of up to four hexadecimal digits; the last may be an IPv4 address, which stands for two. */
function readGroups(text: string): bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  for (const part of text.split(":")) {
    const ipv4 = part.includes(".") ? parseIpv4(part) : undefined;
    if (ipv4 !== undefined) groups.push(ipv4 >> 16n, ipv4 & 65535n);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}

/** The range's first address: the bits after the prefix are zero. */
export function networkAddress({ version, address, prefix }: IpRange): bigint {
  const free = BigInt(BITS[version] - prefix);
  return (address >> free) << free;
}

/** The range in CIDR notation with the bits after the prefix cleared. */
export function formatNetwork(range: IpRange): string {
  const network = networkAddress(range);
  return `${range.version === 4 ? formatIpv4(network) : formatIpv6(network)}/${range.prefix}`;
}

function formatIpv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}

/** @see https://www.rfc-editor.org/rfc/rfc5952 */
function formatIpv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 65535n).toString(16));
  const runs = [...groups.join(":").matchAll(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)];
  const longest = runs.reduce((best, [run]) => (run.length > best.length ? run : best), "");
  if (longest === "") return groups.join(":");
  return groups.join(":").replace(new RegExp(`(?:^|:)${longest}(?::|$)`), "::");
}

const PRIVATE_RANGES: readonly IpRange[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].flatMap(
  (text) => parseIpRange(text) ?? [],
);

/**
 * Whether every address of the range is private: these never reach AWS as aws:SourceIp.
 * @see https://www.rfc-editor.org/rfc/rfc1918
 * @see https://www.rfc-editor.org/rfc/rfc4193
 */
export function isPrivate(range: IpRange): boolean {
  return PRIVATE_RANGES.some((outer) => {
    if (outer.version !== range.version || range.prefix < outer.prefix) return false;
    const free = BigInt(BITS[outer.version] - outer.prefix);
    return range.address >> free === outer.address >> free;
  });
}
