import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyDeclaration } from "../../policies/policy-declaration";
import { COMMON_SETTINGS, type SettingsSchema } from "../../policies/settings";
import { REPOSITORY } from "../repository";

const BEGIN = "<!-- generated: policy -->";
const END = "<!-- /generated -->";

/** What it means that the pack reports nothing. */
const SILENCE: readonly string[] = [
  "## What silence means",
  "",
  "A policy that reports nothing of a resource has judged it, for every value that is not known at preview; what it cannot judge",
  "it reports as `not verified`. A cause is reported once, by the policy that owns it; its page and those of the others say so.",
  "",
  "Beyond the pages of the policies, the pack does not decide:",
  "",
  "- What stands outside the stack: service control policies, resource control policies, session policies, policies that others attach,",
  "  resources of other stacks. A policy or a launch template of elsewhere that the stack uses is reported as not verified.",
  "- What somebody could do after changing IAM. `iam-policy-disallow-admin-access` reports calls that give any permission to",
  "  principals that no policy names (`iam:PutRolePolicy`, `iam:CreatePolicyVersion` and the like), and calls that lend the permissions of",
  "  others (`iam:CreateAccessKey`, `iam:CreateLoginProfile`, `iam:UpdateAssumeRolePolicy`, `iam:AddUserToGroup`) together with broad access.",
  "  `iam-role-disallow-change-by-passer` reports who may change a role that they pass. Such calls on named users, roles, groups",
  "  and policies are taken for the purpose of the one who has them, as are lending calls alone. An organisation that wants them",
  "  refused gives `iam-role-limit-permissions` a document that denies them.",
  "- Secrets without a form of their own. Keys, tokens and private keys are found in user data, a password in plain words is not.",
  "- Instances that run, and settings made outside Pulumi: `ec2-identity verify` reads those.",
];

/** The list of all policies: name, kind, level, severity, own configuration. */
export function policyIndex(declarations: readonly PolicyDeclaration[]): string {
  const rows = declarations.map((declaration) => {
    const { name, displayName, enforcementLevel, severity, settings } = declaration;
    const own = Object.keys(settings ?? {}).map((key) => `\`${key}\``);
    const cells = [
      `[${name}](${name}.md)`,
      displayName,
      kindOf(declaration),
      enforcementLevel,
      severity,
      own.join(", "),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "# Policies",
    "",
    "<!-- Made by `npm run docs:policies` from the policies themselves. -->",
    "",
    "| Policy | | Kind | Default level | Severity | Configuration |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    "Every policy also takes `enforcementLevel` (`advisory`, `mandatory`, `remediate`, `disabled`) and:",
    "",
    ...settingsTable(COMMON_SETTINGS),
    "",
    "`dist/policies/presets` holds configurations for `pulumi preview --policy-pack-config`: `recommended.json` (the",
    "default levels), `strict.json` (everything mandatory, every service counts as a whole, and what is not known at preview blocks) and `advisory.json`",
    "(nothing blocks).",
    "",
    ...SILENCE,
    "",
  ].join("\n");
}

/** A policy's page: what is generated anew, and the rest of `present` as it is; a new page asks for a rationale. */
export function policyPage(declaration: PolicyDeclaration, present: string | undefined): string {
  const generated = [BEGIN, "", ...generatedPart(declaration), "", END].join("\n");
  if (present === undefined) return `${generated}\n\n## Rationale\n`;
  const from = present.indexOf(BEGIN);
  const to = present.indexOf(END);
  if (from < 0 || to < from) throw new Error(`the markers of the page of \`${declaration.name}\` are missing`);
  return present.slice(0, from) + generated + present.slice(to + END.length);
}

function generatedPart(declaration: PolicyDeclaration): readonly string[] {
  const { name, displayName, description, enforcementLevel, severity, tags, remediationSteps, settings } = declaration;
  return [
    `# ${displayName}`,
    "",
    description,
    "",
    "| | |",
    "| --- | --- |",
    `| Name | \`${name}\` |`,
    `| Kind | ${kindOf(declaration)} |`,
    `| Default level | ${enforcementLevel} |`,
    `| Severity | ${severity} |`,
    `| Tags | ${tags.join(", ")} |`,
    "",
    "## What to do",
    "",
    remediationSteps,
    ...(isRemediating(declaration) ? ["", "With the level `remediate` the policy makes the change itself."] : []),
    ...owners(declaration),
    "",
    "## Configuration",
    "",
    ...(settings === undefined ? ["None beside what [every policy](index.md) takes."] : settingsTable(settings)),
    "",
    "## Examples",
    "",
    ...examples(name),
  ];
}

/** Which policies report a cause instead, where they are on. */
function owners({ name: own, yieldsTo = [] }: PolicyDeclaration): readonly string[] {
  const others = yieldsTo.filter((name) => name !== own);
  const names = others.map((name) => `[${name}](${name}.md)`).join(", ");
  return others.length === 0
    ? []
    : ["", `Says nothing of a cause that one of these reports at the same or a stricter level: ${names}.`];
}

function kindOf(declaration: PolicyDeclaration): string {
  if (declaration.kind === "stack") return "stack";
  const kind = declaration.judgeStack === undefined ? "resource" : "resource and stack";
  return isRemediating(declaration) ? `${kind}, with remediation` : kind;
}

function isRemediating(declaration: PolicyDeclaration): boolean {
  return declaration.kind === "resource" && declaration.remediate !== undefined;
}

function settingsTable(settings: SettingsSchema): readonly string[] {
  const rows = Object.entries(settings).map(([key, { type, enum: values, default: fallback, description }]) => {
    const kind =
      values === undefined ? String(type) : values.map((value) => `\`${JSON.stringify(value)}\``).join(" or ");
    return `| \`${key}\` | ${kind} | \`${JSON.stringify(fallback)}\` | ${description} |`;
  });
  return ["| Key | Type | Default | Meaning |", "| --- | --- | --- | --- |", ...rows];
}

/** The shape of the case files, as far as examples need it. */
interface ExampleCase {
  readonly name: string;
  readonly docs?: "violating" | "compliant";
  readonly given: { readonly resources: readonly { readonly type: string; readonly name: string }[] };
}

function examples(policy: string): readonly string[] {
  const text = readFileSync(join(REPOSITORY, "tests", "cases", "policies", `${policy}.json`), "utf8");
  const cases = (JSON.parse(text) as readonly ExampleCase[]).filter(({ docs }) => docs !== undefined);
  return cases.flatMap(({ name, docs, given }) => [
    `${docs === "violating" ? "Violating" : "Compliant"}: ${name}.`,
    "",
    "```json",
    JSON.stringify(given.resources.length === 1 ? given.resources[0] : given.resources, undefined, 2),
    "```",
    "",
  ]);
}
