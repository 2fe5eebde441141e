import { checkDisjointness, closest, InvariantError, parsePolicyDocument, type PolicyDocument } from "../iam";
import { DOCUMENTATION_URL } from "./define-policy";
import { readExemptions } from "./exemptions";
import type { PolicyDeclaration } from "./policy-declaration";
import { COMMON_SETTINGS, readSettings, renderProblem, type Settings, type SettingsProblem } from "./settings";

/** The levels that the CLI takes; any other makes it end with an error. */
const LEVELS = ["advisory", "mandatory", "remediate", "disabled"];
/** The entry that sets the level of every policy that has no entry of its own. */
const ALL = "all";

/** What each code of a problem stands for. */
export const CONFIGURATION_CODES = {
  "unknown-policy": "An entry is named after a policy that the pack does not have; the CLI passes over it in silence.",
  "wrong-entry": "An entry is neither an enforcement level nor an object of settings.",
  "wrong-enforcement-level":
    "A level that is none, where the CLI ends with an error; or `remediate` for a policy that changes nothing.",
  "ignored-setting": "A setting in the entry `all`, where only the enforcement level counts.",
  "useless-exemption": "An exemption whose pattern matches no resource that the policy reports.",
  "duplicate-key": "A key that stands twice in one object, of which only the last counts.",
  "not-checked": "A value that may be right and cannot be checked, such as a name that the data lacks; no fault.",
  "wrong-setting": "A setting that the policy does not have, a value that it does not take, or one that is missing.",
} as const;

/** One thing wrong with the configuration of the pack, or not checked in it (`not-checked`). */
export interface ConfigurationProblem {
  readonly code: keyof typeof CONFIGURATION_CODES;
  /** The way to it: `["iam-policy-disallow-admin-access", "exemptions", 0]`. */
  readonly path: readonly [string, ...(string | number)[]];
  readonly message: string;
  /** What to write instead, where it can be told. */
  readonly fix?: string;
}

/** What a configuration is checked against. */
export interface ConfigurationCheck {
  readonly declarations: readonly PolicyDeclaration[];
  /** Names of policies that an organisation's own pack has beside these; their settings are not checked. */
  readonly otherPolicies: readonly string[];
  /** The day, for exemptions. */
  readonly now: Date;
}

/**
 * Finds what is wrong with the content of a file for `--policy-pack-config`: the names of policies, their levels, and the
 * settings, by the schemas that the policies read them with. Exact, but for the settings of `otherPolicies`.
 * @see https://www.pulumi.com/docs/insights/policy/policy-packs/configuration/
 */
export function checkConfiguration(
  configuration: Readonly<Record<string, unknown>>,
  check: ConfigurationCheck,
): readonly ConfigurationProblem[] {
  const entries = Object.entries(configuration).flatMap(([name, entry]) => checkEntry(name, entry, check));
  return [...entries, ...checkEnabledByAll(configuration, check)];
}

/** Policies that cannot do without settings, and that `all` turns on without them. */
function checkEnabledByAll(
  configuration: Readonly<Record<string, unknown>>,
  { declarations }: ConfigurationCheck,
): readonly ConfigurationProblem[] {
  const level = levelOf(configuration[ALL]);
  if (!LEVELS.some((known) => known === level && known !== "disabled")) return [];
  return declarations.flatMap((declaration): readonly ConfigurationProblem[] => {
    if (Object.hasOwn(configuration, declaration.name)) return [];
    return missingSettings(declaration).map(({ message, path, fix }) => ({
      code: "wrong-setting",
      path: [ALL],
      message: `turns on \`${declaration.name}\`, of which ${renderProblem({ path, message })}`,
      ...(fix === undefined ? {} : { fix: `${fix}: an entry \`"${declaration.name}"\`` }),
    }));
  });
}

function levelOf(entry: unknown): unknown {
  return typeof entry === "object" && entry !== null
    ? (entry as { enforcementLevel?: unknown }).enforcementLevel
    : entry;
}

function checkEntry(name: string, entry: unknown, check: ConfigurationCheck): readonly ConfigurationProblem[] {
  const declaration = check.declarations.find((candidate) => candidate.name === name);
  if (declaration === undefined && name !== ALL && !check.otherPolicies.includes(name)) {
    return [unknownPolicy(name, check)];
  }
  if (typeof entry === "string") {
    const missing = declaration === undefined ? [] : checkSettings(declaration, {}, entry, check.now);
    return [...checkLevel(entry, [name], declaration), ...missing];
  }
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    const message = `got ${JSON.stringify(entry)}, expected an enforcement level or an object with settings`;
    return [{ code: "wrong-entry", path: [name], message }];
  }
  const { enforcementLevel, ...settings } = entry as Readonly<Record<string, unknown>>;
  const level =
    "enforcementLevel" in entry ? checkLevel(enforcementLevel, [name, "enforcementLevel"], declaration) : [];
  if (name === ALL) return [...level, ...Object.keys(settings).map(ignoredSetting)];
  return declaration === undefined
    ? level
    : [...level, ...checkSettings(declaration, settings, enforcementLevel, check.now)];
}

function unknownPolicy(name: string, { declarations, otherPolicies }: ConfigurationCheck): ConfigurationProblem {
  const nearest = closest(name, [...declarations.map((declaration) => declaration.name), ...otherPolicies, ALL]);
  return {
    code: "unknown-policy",
    path: [name],
    message: `the pack has no policy \`${name}\`, and the CLI passes over it in silence`,
    fix: nearest === undefined ? `use one of ${DOCUMENTATION_URL}/index.md` : `use \`${nearest}\``,
  };
}

function checkLevel(
  level: unknown,
  path: ConfigurationProblem["path"],
  declaration: PolicyDeclaration | undefined,
): readonly ConfigurationProblem[] {
  if (level === "remediate" && declaration !== undefined && !remediates(declaration)) {
    const message = `\`${declaration.name}\` has no remediation, so \`remediate\` is no more than \`mandatory\``;
    return [{ code: "wrong-enforcement-level", path, message, fix: "use `mandatory`" }];
  }
  if (typeof level === "string" && LEVELS.includes(level)) return [];
  const nearest = closest(String(level), LEVELS);
  return [
    {
      code: "wrong-enforcement-level",
      path,
      message: `got ${JSON.stringify(level)}, expected one of ${LEVELS.map((each) => `\`${each}\``).join(", ")}`,
      ...(nearest === undefined ? {} : { fix: `use \`${nearest}\`` }),
    },
  ];
}

function remediates(declaration: PolicyDeclaration): boolean {
  return declaration.kind === "resource" && declaration.remediate !== undefined;
}

function ignoredSetting(key: string): ConfigurationProblem {
  const message = `\`${key}\` has no effect here: \`${ALL}\` sets the enforcement level alone`;
  return { code: "ignored-setting", path: [ALL, key], message, fix: "write it in the entry of each policy" };
}

/** What is wrong with the settings; what is missing does not matter to a policy that is off. */
function checkSettings(
  declaration: PolicyDeclaration,
  configured: Readonly<Record<string, unknown>>,
  level: unknown,
  now: Date,
): readonly ConfigurationProblem[] {
  const { name, settings: own, checkSettings: check } = declaration;
  const { settings, problems } = readSettings(configured, { ...COMMON_SETTINGS, ...own });
  const known = new Set(problems.map(({ path }) => path.join("/")));
  const others = readExemptions(configured, now).problems.filter(({ path }) => !known.has(path.join("/")));
  const isOff = (level ?? declaration.enforcementLevel) === "disabled";
  const missing = new Set(isOff ? missingSettings(declaration).map(({ message }) => message) : []);
  const faults = (check?.(settings) ?? []).filter(({ message }) => !missing.has(message));
  const wrong = [...problems, ...others, ...faults].map(({ path, message, fix }): ConfigurationProblem => ({
    code: "wrong-setting",
    path: [name, ...path],
    message: renderProblem({ path, message }),
    ...(fix === undefined ? {} : { fix }),
  }));
  const unchecked = declaration.uncheckedSettings?.(settings) ?? [];
  const open = unchecked.map(({ path, message, fix }): ConfigurationProblem => ({
    code: "not-checked",
    path: [name, ...path],
    message: renderProblem({ path, message }),
    ...(fix === undefined ? {} : { fix }),
  }));
  return [...wrong, ...open, ...uselessExemptions(declaration, settings)];
}

/** Exemptions whose `urn` matches no URN of a resource that the policy may report. */
function uselessExemptions(declaration: PolicyDeclaration, settings: Settings): readonly ConfigurationProblem[] {
  const type = declaration.kind === "resource" ? declaration.resourceType : undefined;
  const reported = globDocument(`urn:pulumi:?*::?*::*${type ?? "?*"}::?*`);
  const exemptions = settings["exemptions"] as readonly (Readonly<Record<string, unknown>> | null)[];
  return exemptions.flatMap((exemption, index): readonly ConfigurationProblem[] => {
    const urn = exemption?.["urn"];
    if (typeof urn !== "string" || urn.trim() === "") return [];
    if (checkDisjointness(globDocument(urn), reported).kind !== "disjoint") return [];
    const message = `matches no ${type ?? "resource"}, whose URN is \`urn:pulumi:STACK::PROJECT::${type ?? "TYPE"}::NAME\``;
    const path: SettingsProblem["path"] = ["exemptions", index, "urn"];
    return [
      {
        code: "useless-exemption",
        path: [declaration.name, ...path],
        message: renderProblem({ path, message: `got \`${urn}\`, which ${message}` }),
        fix: `use a glob on URNs, such as \`*::${type ?? "aws:iam/role:Role"}::NAME\``,
      },
    ];
  });
}

/** A document with the glob as a condition, by which globs are compared: in this version, `${` is plain text. */
function globDocument(glob: string): PolicyDocument {
  const Condition = { StringLike: { "pulumi:urn": glob } };
  const parsed = parsePolicyDocument({
    Version: "2008-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*", Condition }],
  });
  if (parsed.kind === "invalid") throw new InvariantError(`no glob: ${glob}`);
  return parsed.document;
}

/** What stands against a policy that has no settings of its own: nothing, for those that can do without. */
export function missingSettings({ settings, checkSettings: check }: PolicyDeclaration): readonly SettingsProblem[] {
  return check?.(readSettings({}, { ...COMMON_SETTINGS, ...settings }).settings) ?? [];
}
