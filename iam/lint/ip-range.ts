import { containsPrefix, parseIpPrefix, type IpPrefix } from "../condition/ip-address";

/** The block's first address: the bits after the prefix are zero. */
export function networkAddress({ version, address, length }: IpPrefix): bigint {
  const free = BigInt((version === 4 ? 32 : 128) - length);
  return (address >> free) << free;
}

/** The block in CIDR notation with the bits after the prefix cleared. */
export function formatNetwork(block: IpPrefix): string {
  const network = networkAddress(block);
  return `${block.version === 4 ? formatIpv4(network) : formatIpv6(network)}/${block.length}`;
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

const PRIVATE_BLOCKS: readonly IpPrefix[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].flatMap(
  (text) => parseIpPrefix(text) ?? [],
);

/**
 * Whether every address of the block is private: these never reach AWS as aws:SourceIp.
 * @see https://www.rfc-editor.org/rfc/rfc1918
 * @see https://www.rfc-editor.org/rfc/rfc4193
 */
export function isPrivate(block: IpPrefix): boolean {
  return PRIVATE_BLOCKS.some((outer) => containsPrefix(outer, block));
}
