import { z } from "zod";

import {
  GROUP_NAME,
  IAM_PATH,
  keepsNameRule,
  MANAGED_POLICY_NAME,
  nameRule,
  type NameRule,
  ROLE_NAME,
  USER_NAME,
} from "../../ec2/iam-names";
import { flag, isSymbolic, knownText, type Problem, problemsOf, resourceType, withoutSymbols } from "../plan";

/** The arguments of a PassRoleGuard with every output resolved, or standing as a symbol. */
export interface PassRoleGuardInput {
  readonly partition: string;
  readonly accountId: string;
  /** The service principal of EC2 in the provider's partition. */
  readonly ec2ServicePrincipal: string;
  /** ARNs of the roles that may be passed. */
  readonly roles: readonly unknown[];
  readonly rolePrefix?: unknown;
  readonly services?: unknown;
  readonly exclusive?: unknown;
  readonly preventBypass?: unknown;
  /** With ARNs of profiles, and ids of templates and subnets. */
  readonly launch?: unknown;
  readonly association?: unknown;
  readonly groups?: unknown;
  readonly templates?: unknown;
  readonly allowGain?: unknown;
  readonly policyName?: unknown;
  /** Every holder that was given, by kind. */
  readonly holders: readonly GuardHolder[];
  /** The roles inside the profiles, where the program tells. */
  readonly profileRoles?: readonly ProfileRole[];
}

/** The role inside a profile that was given. */
export interface ProfileRole {
  /** The argument that is the profile: `launch.profiles[0]`. */
  readonly property: string;
  readonly roleName: unknown;
}

/** Who holds the guard. */
export interface GuardHolder {
  readonly kind: "user" | "role" | "group";
  readonly name: unknown;
  /** Absent where only a name was given. */
  readonly arn?: unknown;
}

const ROLE = "the ARN of one role (`arn:<partition>:iam::<account>:role/<name>`), without wildcards";
const PROFILE = "the ARN of one instance profile (`arn:<partition>:iam::<account>:instance-profile/<name>`)";

/** What the name of the policy of the rights has after `policyName`. */
export const RIGHTS_ENDING = "-rights";

const POLICY_NAME = nameRule("a policy name", MANAGED_POLICY_NAME.maximumLength - RIGHTS_ENDING.length);

const tags = z
  .record(z.string().min(1), z.string().min(1, { message: "expected the value of the tag" }))
  .refine((given) => Object.keys(given).length > 0, { message: "expected at least one tag" });
const hops = z.number().int().min(1, { message: "expected 1 to 64 (hops)" }).max(64, {
  message: "expected 1 to 64 (hops)",
});
const profiles = listOf(exactText(isProfileArn, PROFILE), "instance profile");
const templates = listOf(
  exactText((id) => /^lt-[0-9a-f]+$/.test(id), "the id of a launch template (`lt-…`)"),
  "launch template",
);

/** The names of holders, as IAM takes them. */
const HOLDER_NAMES: Readonly<Record<GuardHolder["kind"], NameRule>> = {
  user: USER_NAME,
  role: ROLE_NAME,
  group: GROUP_NAME,
};

/** What may be given instead of the name. */
const HOLDER_CLASSES: Readonly<Record<GuardHolder["kind"], string>> = {
  user: "an `aws.iam.User`",
  role: "an `InstanceRole` or `aws.iam.Role`",
  group: "an `aws.iam.Group`",
};

/** By the type of a resource: the argument that takes it. */
const HOLDER_ARGUMENTS: Readonly<Record<string, GuardHolder["kind"]>> = {
  "aws:iam/user:User": "user",
  "aws:iam/role:Role": "role",
  "ec2-identity:index:InstanceRole": "role",
  "aws:iam/group:Group": "group",
};

/** Checks the holder, as the argument that gave it: its name, or the type of the resource. */
export function holderProblems(holders: readonly GuardHolder[]): readonly Problem[] {
  return holders.flatMap(({ kind, name }) => {
    const rule = HOLDER_NAMES[kind];
    const type = resourceType(name);
    const right = type === undefined ? undefined : HOLDER_ARGUMENTS[type];
    const expected =
      type === undefined
        ? rule.expected
        : `${HOLDER_CLASSES[kind]}, or ${rule.expected}${right === undefined ? "" : `; give this one as \`${right}\``}`;
    const schema = z.object({ [kind]: knownText((text) => keepsNameRule(text, rule), expected) });
    return problemsOf(schema, { [kind]: name });
  });
}

/** Checks the arguments of a guard, one by one. */
export const guardSchema = z.object({
  roles: z.array(exactText(isRoleArn, ROLE, insteadOfProfile), { message: "expected a list of roles" }),
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
    .array(
      knownText(
        (service) => /^ec2\.amazonaws\.com(\.cn)?$/.test(service),
        "a service principal of EC2; this guard is for EC2 alone: for another service allow `iam:PassRole` on the role's ARN in a statement of your own, with the condition `iam:PassedToService`",
      ),
    )
    .min(1, { message: "expected at least one service principal" })
    .optional(),
  exclusive: flag.optional(),
  preventBypass: flag.optional(),
  launch: z
    .strictObject({
      profiles,
      templates: templates.optional(),
      subnets: listOf(
        exactText((id) => /^subnet-[0-9a-f]+$/.test(id), "the id of a subnet (`subnet-…`)"),
        "subnet",
      ).optional(),
      images: z
        .strictObject({
          owners: listOf(
            knownText(
              (owner) => /^(amazon|aws-marketplace|aws-backup-vault|\d{12})$/.test(owner),
              "`amazon`, `aws-marketplace` or an account id",
            ),
            "owner",
          ).optional(),
          tags: tags.optional(),
        })
        .refine(({ owners, tags: given }) => owners !== undefined || given !== undefined, {
          message: "expected `owners` or `tags`",
        })
        .optional(),
      maximumHopLimit: hops.optional(),
    })
    .optional(),
  association: z.strictObject({ profiles, instanceTags: tags.optional() }).optional(),
  groups: z
    .strictObject({
      names: listOf(
        exactText((name) => name.length > 0 && name.length <= 255, "the name of an Auto Scaling group"),
        "Auto Scaling group",
      ),
      instanceRefresh: flag.optional(),
    })
    .optional(),
  templates: z.strictObject({ templates }).optional(),
  policyName: knownText((name) => keepsNameRule(name, POLICY_NAME), POLICY_NAME.expected).optional(),
  allowGain: z
    .array(
      z.strictObject({
        role: exactText(isRoleArn, ROLE),
        reason: z.string().refine((reason) => reason.trim() !== "", { message: "expected the reason, in words" }),
      }),
    )
    .optional(),
});

/** What `guardSchema` has accepted. */
export interface CheckedGuard extends Pick<
  PassRoleGuardInput,
  "partition" | "accountId" | "ec2ServicePrincipal" | "holders" | "profileRoles"
> {
  readonly roles: readonly string[];
  readonly rolePrefix?: { readonly path?: string; readonly prefix: string };
  readonly services?: readonly string[];
  readonly exclusive?: boolean;
  readonly preventBypass?: boolean;
  readonly launch?: {
    readonly profiles: readonly string[];
    readonly templates?: readonly string[];
    readonly subnets?: readonly string[];
    readonly images?: { readonly owners?: readonly string[]; readonly tags?: Readonly<Record<string, string>> };
    readonly maximumHopLimit?: number;
  };
  readonly association?: {
    readonly profiles: readonly string[];
    readonly instanceTags?: Readonly<Record<string, string>>;
  };
  readonly groups?: { readonly names: readonly string[]; readonly instanceRefresh?: boolean };
  readonly templates?: { readonly templates: readonly string[] };
  readonly allowGain?: readonly { readonly role: string; readonly reason: string }[];
}

function isRoleArn(text: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:role\/.+$/.test(text);
}

/** What to give where a profile was given for a role. */
function insteadOfProfile(given: unknown): string {
  const isProfile =
    typeof given === "string" ? isProfileArn(given) : resourceType(given)?.endsWith(":InstanceProfile") === true;
  return isProfile ? "; give the role inside the profile instead" : "";
}

function isProfileArn(text: string): boolean {
  return /^arn:[^:]+:iam::\d{12}:instance-profile\/.+$/.test(text);
}

function listOf(entry: z.ZodType, what: string) {
  const message = `expected at least one ${what}`;
  return z.array(entry, { message: `expected a list of at least one ${what}` }).min(1, { message });
}

/**
 * A schema for what becomes part of a Resource: it names one thing, in what is known of it, by no wildcard or variable;
 * `hint` says what to do about a value that is none.
 */
function exactText(
  accepts: (text: string) => boolean,
  expected: string,
  hint: (given: unknown) => string = () => "",
): z.ZodType {
  const error = ({ input }: { readonly input?: unknown }) => `expected ${expected}${hint(input)}`;
  return z
    .string({ error })
    .refine((text) => !/[*?$]/.test(withoutSymbols(text)) && (isSymbolic(text) || accepts(text)), { error });
}
