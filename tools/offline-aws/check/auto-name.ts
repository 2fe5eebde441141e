import { createHash, randomBytes } from "node:crypto";
import { reveal, type PropertyMap } from "../property-value/property-value";
import type { AutoNameRule } from "./auto-name-rules";

const RANDOM_LENGTH = 7;

/** What `pulumi:autonaming` decided for the resource, if the stack configures it. */
export type Autonaming =
  { readonly mode: "propose" | "enforce"; readonly proposedName: string } | { readonly mode: "disable" };

/** What a name is made from. */
export interface NameRequest {
  readonly logicalName: string;
  /** The engine's seed, the same for preview and update; empty: truly random. */
  readonly seed: Uint8Array;
  readonly autonaming?: Autonaming;
  readonly inputs: PropertyMap;
}

/** Thrown if a resource cannot be named; the message is the real provider's. */
export class AutoNameError extends Error {}

/** Hexadecimal digits that follow from the seed and the prefix alone. */
function randomSuffix(seed: Uint8Array, prefix: string): string {
  if (seed.length === 0) return randomBytes(RANDOM_LENGTH).toString("hex").slice(0, RANDOM_LENGTH);
  return createHash("sha256").update(seed).update(prefix).digest("hex").slice(0, RANDOM_LENGTH);
}

function withRandomSuffix(base: string, seed: Uint8Array, maxLength: number): string {
  const prefix = `${base}-`;
  if (prefix.length + RANDOM_LENGTH > maxLength) {
    throw new AutoNameError(
      `name '${prefix}' plus ${RANDOM_LENGTH} random chars is longer than maximum length ${maxLength}`,
    );
  }
  return prefix + randomSuffix(seed, prefix);
}

function proposed(name: string, maxLength: number): string {
  if (name.length > maxLength) {
    throw new AutoNameError(`calculated name '${name}' exceeds maximum length of ${maxLength}`);
  }
  return name;
}

/**
 * The name of a resource that the program does not name: the logical name, a hyphen and seven hexadecimal digits,
 * unless the stack's autonaming configuration says otherwise.
 *
 * @throws AutoNameError if the name would be too long, or automatic naming is disabled
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
 * @see https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/info/autonaming.go
 */
export function autoName(rule: AutoNameRule, request: NameRequest): string {
  const { autonaming, seed } = request;
  const transform = (name: string) => (rule.lowerCase === true ? name.toLowerCase() : name);
  if (autonaming?.mode === "disable") {
    throw new AutoNameError("automatic naming is disabled but no explicit name was provided");
  }
  if (autonaming?.mode === "enforce") return autonaming.proposedName;
  const name =
    autonaming === undefined
      ? withRandomSuffix(transform(request.logicalName), seed, rule.maxLength)
      : proposed(transform(autonaming.proposedName), rule.maxLength);
  const prefixed = rule.prefix === undefined || name.startsWith(rule.prefix) ? name : rule.prefix + name;
  const { suffixIf } = rule;
  return suffixIf !== undefined && reveal(request.inputs[suffixIf.property]) === true
    ? prefixed + suffixIf.suffix
    : prefixed;
}
