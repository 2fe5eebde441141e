import { UNKNOWN, isPlainList, isPlainObject, type PlainValue } from "./plain-value";

/** What a service's own setting means for IMDSv1 on the instances that it starts. */
export type SettingJudgement =
  | { readonly kind: "compliant" }
  /** `property` is what cannot be read at all; absent where a value is wrong. */
  | { readonly kind: "violation"; readonly problem: string; readonly property?: string }
  /** The service's default holds, which accepts IMDSv1 or is not documented to refuse it. */
  | { readonly kind: "unset"; readonly problem: string }
  /** `property` is what is not known: `settings[0].value`. */
  | { readonly kind: "unknown"; readonly problem: string; readonly property: string };

const unknown = (path: string): SettingJudgement => ({
  kind: "unknown",
  property: path,
  problem: `\`${path}\` is not known at preview, so whether IMDSv2 is required is not known either`,
});

const notSet = (path: string): SettingJudgement => ({
  kind: "unset",
  problem: `\`${path}\` is not set, so instances may accept IMDSv1`,
});

/** Compares the value at `path` (`a.b`), read step by step, with the one value that requires IMDSv2. */
export function judgeSetting(properties: PlainValue, path: string, required: string): SettingJudgement {
  let value: PlainValue | undefined = properties;
  const walked: string[] = [];
  for (const key of path.split(".")) {
    if (value === UNKNOWN) return unknown(walked.join("."));
    if (!isPlainObject(value)) return notSet(path);
    walked.push(key);
    value = value[key];
  }
  if (value === UNKNOWN) return unknown(path);
  if (value === undefined || value === null || value === "") return notSet(path);
  if (typeof value !== "object" && String(value) === required) return { kind: "compliant" };
  return { kind: "violation", problem: `\`${path}\` is \`${JSON.stringify(value)}\`, expected \`${required}\`` };
}

/**
 * Judges the text of an EMR security configuration.
 * @see https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html
 */
export function judgeEmrSecurityConfiguration(configuration: PlainValue | undefined): SettingJudgement {
  const property = "configuration";
  if (configuration === UNKNOWN) return unknown(property);
  const path = "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion";
  const value = typeof configuration === "string" ? parseJson(configuration) : configuration;
  if (value === undefined) return { kind: "violation", property, problem: `\`${property}\` is no JSON text` };
  return judgeSetting(value, path, "2");
}

/** The value of a JSON text; undefined where it is none. */
export function parseJson(text: string): PlainValue | undefined {
  try {
    return JSON.parse(text) as PlainValue;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Judges the option settings of an Elastic Beanstalk environment or configuration template: the option `DisableIMDSv1`
 * of the namespace `aws:autoscaling:launchconfiguration`. An entry that is unknown may be that option with any value; of
 * two entries for it, AWS does not say which counts, so neither may be without it.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-ec2-imds.html
 */
export function judgeBeanstalkSettings(settings: PlainValue | undefined): SettingJudgement {
  if (settings === UNKNOWN) return unknown("settings");
  const entries = isPlainList(settings) ? settings : [];
  let judgement: SettingJudgement = notSet("settings (aws:autoscaling:launchconfiguration, DisableIMDSv1)");
  let undecided: SettingJudgement | undefined;
  for (const [index, entry] of entries.entries()) {
    const option = optionOf(entry);
    if (option === "other") continue;
    if (option === "unknown") undecided ??= unknown("settings");
    else if (option.value === UNKNOWN) undecided ??= unknown(`settings[${index}].value`);
    else if (!isTrue(option.value)) return disabled(index, option.value);
    else judgement = { kind: "compliant" };
  }
  return undecided ?? judgement;
}

/** The value of an entry that is the option; `unknown` for one that may be the option and need not require IMDSv2. */
function optionOf(entry: PlainValue): { readonly value: PlainValue | undefined } | "unknown" | "other" {
  if (entry === UNKNOWN) return "unknown";
  if (!isPlainObject(entry)) return "other";
  const { namespace, name, value } = entry;
  const mayBe = (part: PlainValue | undefined, wanted: string): boolean => part === UNKNOWN || part === wanted;
  if (!mayBe(namespace, "aws:autoscaling:launchconfiguration") || !mayBe(name, "DisableIMDSv1")) return "other";
  return namespace === UNKNOWN || name === UNKNOWN ? "unknown" : { value };
}

function isTrue(value: PlainValue | undefined): boolean {
  return value === true || (typeof value === "string" && value.toLowerCase() === "true");
}

function disabled(index: number, value: PlainValue | undefined): SettingJudgement {
  return {
    kind: "violation",
    problem: `\`settings[${index}].value\` of DisableIMDSv1 is \`${JSON.stringify(value)}\``,
  };
}
