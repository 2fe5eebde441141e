/** A block of IP addresses: the address as a number, and how many of its leading bits count. */
export interface IpPrefix {
  readonly version: 4 | 6;
  readonly address: bigint;
  /** 0 to 32, or 0 to 128. */
  readonly length: number;
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const MAX_TEXT = 64;

/**
 * Reads an address or a CIDR block of IPv4 or IPv6; without a prefix length it is one address. Bits beyond the prefix
 * length do not count. Undefined for any other text.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseIpPrefix(text: string): IpPrefix | undefined {
  if (text.length > MAX_TEXT) return undefined;
  const slash = text.indexOf("/");
  const addressText = slash < 0 ? text : text.slice(0, slash);
  const version = addressText.includes(":") ? 6 : 4;
  const address = version === 4 ? parseIpv4(addressText) : parseIpv6(addressText);
  if (address === undefined) return undefined;
  const bits = version === 4 ? 32 : 128;
  if (slash < 0) return { version, address, length: bits };
  const lengthText = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(lengthText) || Number(lengthText) > bits) return undefined;
  return { version, address, length: Number(lengthText) };
}

/** Whether every address of `inner` lies in `outer`. IPv4 and IPv6 never contain each other. */
export function containsPrefix(outer: IpPrefix, inner: IpPrefix): boolean {
  if (outer.version !== inner.version || outer.length > inner.length) return false;
  const shift = BigInt((outer.version === 4 ? 32 : 128) - outer.length);
  return outer.address >> shift === inner.address >> shift;
}

function parseIpv4(text: string): bigint | undefined {
  const found = IPV4.exec(text);
  if (found === null) return undefined;
  let address = 0n;
  for (const part of found.slice(1)) {
    if (Number(part) > 255) return undefined;
    address = (address << 8n) | BigInt(part);
  }
  return address;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0] ?? "", halves.length === 1);
  const tail = parseGroups(halves[1] ?? "", true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...tail];
  return groups.reduce((address, group) => (address << 16n) | group, 0n);
}

/** The 16-bit groups between colons; at the end of the address the last one may be an IPv4 address and gives two. */
function parseGroups(text: string, isEnd: boolean): bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else {
      const ipv4 = isEnd && index === parts.length - 1 ? parseIpv4(part) : undefined;
      if (ipv4 === undefined) return undefined;
      groups.push(ipv4 >> 16n, ipv4 & 0xffffn);
    }
  }
  return groups;
}
