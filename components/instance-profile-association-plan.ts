import { z } from "zod";

import { problemsOfConnection } from "./association/provider-connection-plan";
import { INSTANCE_PROFILE_NAME, keepsNameRule } from "../ec2/iam-names";
import type { Plan, Problem } from "./plan";
import { describe, isSymbolic, knownText, problemsOf } from "./plan";

/** The arguments of an InstanceProfileAssociation with every output resolved, or standing as a symbol. */
export interface InstanceProfileAssociationInput {
  readonly instance?: unknown;
  readonly profile?: unknown;
  readonly adopt?: unknown;
  readonly replaceExisting?: unknown;
  readonly onDelete?: unknown;
  /** Names of the settings of the connection that are given. */
  readonly connectionSettings?: readonly string[];
}

/** What an association does about what it finds. */
export interface InstanceProfileAssociationPlan {
  readonly adopt: boolean;
  readonly replaceExisting: boolean;
  readonly onDelete: "restore" | "detach" | "keep";
}

/** Names that look like arguments, with what to use instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  instanceId: "use `instance`, which takes an id too",
  profileName: "use `profile`, which takes a name or an ARN",
  profileArn: "use `profile`, which takes a name or an ARN",
  iamInstanceProfile: "use `profile`, which takes a name or an ARN",
  role: "use `profile`: an instance takes a role only inside an instance profile",
};

const yesOrNo = z.boolean({ message: "expected `true` or `false`" }).optional();

const argumentsSchema = z.looseObject({
  instance: knownText(
    (text) => /^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text),
    "an instance, or the id of one (`i-` and 8 or 17 hexadecimal digits)",
  ),
  profile: knownText(
    isProfileNameOrArn,
    `${INSTANCE_PROFILE_NAME.expected}, or the ARN of an instance profile, which is not that of its role (\`arn:<partition>:iam::<account>:instance-profile/<name>\`)`,
  ),
  adopt: yesOrNo,
  replaceExisting: yesOrNo,
  onDelete: z.enum(["restore", "detach", "keep"]).optional(),
});

const KNOWN = new Set(["instance", "profile", "adopt", "replaceExisting", "onDelete", "connectionSettings"]);

/** Decides the settings of an association, or refuses the arguments with every problem. */
export function planInstanceProfileAssociation(
  input: InstanceProfileAssociationInput,
): Plan<InstanceProfileAssociationPlan> {
  const problems = [
    ...problemsOf(argumentsSchema, input),
    ...unknownArguments(input),
    ...problemsOfConnection(input.connectionSettings ?? []),
  ];
  return problems.length > 0
    ? { kind: "refused", problems }
    : {
        kind: "planned",
        plan: {
          adopt: input.adopt === true,
          replaceExisting: input.replaceExisting === true,
          onDelete: (input.onDelete as InstanceProfileAssociationPlan["onDelete"] | undefined) ?? "restore",
        },
      };
}

function unknownArguments(input: object): readonly Problem[] {
  return Object.entries(input)
    .filter(([key, value]) => !KNOWN.has(key) && value !== undefined)
    .map(([key, value]) => ({
      property: key,
      message: `got ${describe(value)}, expected nothing: ${INSTEAD[key] ?? "there is no such argument"}`,
    }));
}

function isProfileNameOrArn(text: string): boolean {
  return (
    isSymbolic(text) ||
    keepsNameRule(text, INSTANCE_PROFILE_NAME) ||
    /^arn:[^:]+:iam::\d{12}:instance-profile\/.+$/.test(text)
  );
}
