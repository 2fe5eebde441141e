import {
  containsSecret,
  containsUnknown,
  isList,
  isMap,
  revealAll,
  Secret,
  UNKNOWN,
  type PropertyValue,
} from "../property-value/property-value";

/** JSON text as Go's encoding/json writes it: keys sorted, and the characters that HTML minds escaped. */
export function canonicalJson(value: PropertyValue): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sorted(value: PropertyValue): unknown {
  if (isList(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]));
}

/**
 * An IAM document as the provider's check leaves it: JSON text, or wholly unknown if any part of it is unknown; a secret
 * anywhere in it makes the whole a secret. Text is left as it is.
 *
 * @see https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/transforms.go
 */
export function documentText(value: PropertyValue): PropertyValue {
  if (value === null) return null;
  const plain = revealAll(value);
  const text = containsUnknown(value) ? UNKNOWN : isMap(plain) || isList(plain) ? canonicalJson(plain) : plain;
  return containsSecret(value) ? new Secret(text) : text;
}

/**
 * What the provider has against the text of an IAM document; `undefined` if it takes it. Only the JSON is looked at.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/verify/validate.go (ValidIAMPolicyJSON)
 */
export function documentTextProblem(property: string, text: string): string | undefined {
  if (text === "") return `"${property}" is an empty string, which is not a valid JSON value`;
  if (/^\s/.test(text))
    return `"${property}" contains an invalid JSON policy: leading space characters are not allowed`;
  if (!text.startsWith("{")) return `"${property}" contains an invalid JSON policy: not a JSON object`;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `"${property}" contains an invalid JSON policy: ${(error as Error).message}`;
  }
}
