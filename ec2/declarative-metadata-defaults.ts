import { UNKNOWN, isPlainObject, type PlainObject, type PlainValue } from "./plain-value";
import type { SettingJudgement } from "./service-metadata-settings";

const PATH = "ec2_attributes.instance_metadata_defaults";

/**
 * Judges the content of a declarative policy for EC2 that speaks of tokens: a default alone lets a launch ask for optional
 * tokens, so IMDSv2 is required only where `http_tokens_enforced` is enabled. A policy that does not speak of tokens is
 * compliant; one that enforces them without a default refuses what does not require them.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
 */
export function judgeDeclarativeMetadataDefaults(content: PlainObject): SettingJudgement {
  const attributes = content["ec2_attributes"];
  const defaults = isPlainObject(attributes) ? attributes["instance_metadata_defaults"] : undefined;
  if (!isPlainObject(defaults)) return { kind: "compliant" };
  const tokens = assigned(defaults["http_tokens"]);
  const enforced = assigned(defaults["http_tokens_enforced"]);
  if (tokens === undefined && enforced === undefined) return { kind: "compliant" };
  const unknown = tokens === UNKNOWN ? "http_tokens" : enforced === UNKNOWN ? "http_tokens_enforced" : undefined;
  if (unknown !== undefined) {
    return { kind: "unknown", property: "content", problem: `\`${PATH}.${unknown}\` is not known at preview` };
  }
  if (tokens !== undefined && tokens !== "required" && tokens !== "no_preference") {
    return violation("http_tokens", tokens, "so instances accept IMDSv1 where the launch says nothing");
  }
  if (enforced === "enabled") return { kind: "compliant" };
  if (tokens !== "required" && enforced === "no_preference") return { kind: "compliant" };
  return violation("http_tokens_enforced", enforced, "so a launch that asks for optional tokens is not denied");
}

function violation(key: string, value: PlainValue | undefined, consequence: string): SettingJudgement {
  const said =
    value === undefined ? "is not set" : `is \`${typeof value === "string" ? value : JSON.stringify(value)}\``;
  return { kind: "violation", problem: `\`${PATH}.${key}\` ${said}, ${consequence}` };
}

/** The value behind the operator `@@assign`; the whole where there is none. */
function assigned(value: PlainValue | undefined): PlainValue | undefined {
  return isPlainObject(value) ? (value["@@assign"] ?? value) : value;
}
