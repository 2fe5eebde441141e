import { z } from "zod";

import { IAM_PATH, keepsNameRule } from "../../ec2/iam-names";
import type { Plan, Problem } from "../plan";
import { isSymbolic, knownText, problemsOf, withoutSymbols } from "../plan";
import type { PlainStatement } from "../policy-statement";
import { policyDocument } from "../policy-statement";

/** The arguments of a PassRoleGuard with every output resolved, or standing as a symbol. */
export interface PassRoleGuardInput {
  readonly partition: string;
  readonly accountId: string;
  /** ARNs of the roles that may be passed. */
  readonly roles: readonly unknown[];
  readonly rolePrefix?: unknown;
  readonly services: readonly unknown[];
  /** ARNs of the profiles that may be launched with; absent: no right to launch. */
  readonly launch?: { readonly profiles: readonly unknown[] } | undefined;
  /** Which of `user`, `role` and `group` were given. */
  readonly holders: readonly string[];
}

/** What a PassRoleGuard attaches to its holder. */
export interface PassRoleGuardPlan {
  readonly document: object;
}

const argumentsSchema = z.object({
  roles: z.array(
    exactText(isRoleArn, "the ARN of one role (`arn:<partition>:iam::<account>:role/<name>`), without wildcards"),
  ),
  rolePrefix: z
    .strictObject({
      path: exactText(
        (path) => keepsNameRule(path, IAM_PATH),
        `${IAM_PATH.expected}, without wildcards and variables`,
      ).optional(),
      prefix: exactText(
        (prefix) => /^[\w+=,.@-]{1,64}$/.test(prefix),
        "the beginning of a role name, at least one character, without wildcards",
      ),
    })
    .optional(),
  services: z
    .array(knownText((service) => /^ec2\.amazonaws\.com(\.cn)?$/.test(service), "a service principal of EC2"))
    .min(1, { message: "expected at least one service principal" }),
  launch: z
    .strictObject({
      profiles: z
        .array(
          exactText(
            isProfileArn,
            "the ARN of one instance profile (`arn:<partition>:iam::<account>:instance-profile/<name>`)",
          ),
        )
        .min(1, { message: "expected at least one instance profile" }),
    })
    .optional(),
});

/** Decides the document of the guard, or refuses the arguments with every problem. */
export function planPassRoleGuard(input: PassRoleGuardInput): Plan<PassRoleGuardPlan> {
  const problems = [...problemsOf(argumentsSchema, input), ...nothingToPass(input), ...severalHolders(input)];
  if (problems.length > 0) {
    return { kind: "refused", problems };
  }
  const { roles, rolePrefix, services, launch: rights } = input as z.infer<typeof argumentsSchema> & PassRoleGuardInput;
  return {
    kind: "planned",
    plan: {
      document: policyDocument([
        passRole(input, [...(roles as string[]), ...prefixArns(input, rolePrefix)], services as string[]),
        ...(rights === undefined ? [] : launch(input, rights.profiles as string[])),
      ]),
    },
  };
}

/**
 * Passing these roles to EC2, for an instance of this account.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function passRole(input: PassRoleGuardInput, roles: readonly string[], services: readonly string[]): PlainStatement {
  return {
    sid: "PassRolesToEc2",
    actions: ["iam:PassRole"],
    resources: [...roles],
    conditions: {
      StringEquals: { "iam:PassedToService": oneOrMany(services) },
      ArnLike: { "iam:AssociatedResourceArn": ec2Arn(input, "instance/*") },
    },
  };
}

/**
 * Launching instances that carry one of `profiles` and require IMDSv2, on whatever image, subnet and volume the account
 * offers.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances
 */
function launch(input: PassRoleGuardInput, profiles: readonly string[]): readonly PlainStatement[] {
  const parts = ["subnet", "network-interface", "security-group", "volume", "key-pair"];
  return [
    {
      sid: "LaunchWithTheProfile",
      actions: ["ec2:RunInstances"],
      resources: [ec2Arn(input, "instance/*")],
      conditions: {
        ArnEquals: { "ec2:InstanceProfile": oneOrMany(profiles) },
        StringEquals: { "ec2:MetadataHttpTokens": "required" },
      },
    },
    {
      sid: "LaunchFromParts",
      actions: ["ec2:RunInstances"],
      resources: [...parts.map((part) => ec2Arn(input, `${part}/*`)), `arn:${input.partition}:ec2:*::image/*`],
    },
    {
      sid: "TagAtLaunch",
      actions: ["ec2:CreateTags"],
      resources: [ec2Arn(input, "instance/*"), ec2Arn(input, "volume/*"), ec2Arn(input, "network-interface/*")],
      conditions: { StringEquals: { "ec2:CreateAction": "RunInstances" } },
    },
  ];
}

function prefixArns(input: PassRoleGuardInput, rolePrefix: unknown): readonly string[] {
  if (rolePrefix === undefined) {
    return [];
  }
  const { path = "/", prefix } = rolePrefix as { readonly path?: string; readonly prefix: string };
  return [`arn:${input.partition}:iam::${input.accountId}:role${path}${prefix}*`];
}

function ec2Arn(input: PassRoleGuardInput, resource: string): string {
  return `arn:${input.partition}:ec2:*:${input.accountId}:${resource}`;
}

function oneOrMany(values: readonly string[]): string | string[] {
  return values.length === 1 ? (values[0] ?? []) : [...values];
}

function nothingToPass(input: PassRoleGuardInput): readonly Problem[] {
  return input.roles.length === 0 && input.rolePrefix === undefined
    ? [{ property: "roles", message: "got no role, expected at least one role, or `rolePrefix`" }]
    : [];
}

function severalHolders({ holders }: PassRoleGuardInput): readonly Problem[] {
  const given = holders.map((holder) => `\`${holder}\``).join(" and ");
  return holders.length > 1
    ? [{ property: "", message: `got ${given}, expected at most one of \`user\`, \`role\` and \`group\`` }]
    : [];
}

function isRoleArn(text: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:role\/.+$/.test(text);
}

function isProfileArn(text: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:instance-profile\/.+$/.test(text);
}

/** A schema for what becomes part of a Resource: it names one thing, in what is known of it, by no wildcard or variable. */
function exactText(accepts: (text: string) => boolean, expected: string): z.ZodType {
  return z.string().refine((text) => !/[*?$]/.test(withoutSymbols(text)) && (isSymbolic(text) || accepts(text)), {
    message: `expected ${expected}`,
  });
}
