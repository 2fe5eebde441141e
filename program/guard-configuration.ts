import { z } from "zod";

import { only, type Problem } from "../components/plan";
import { name, refer } from "./configuration-schema";

const tags = z.record(z.string(), z.string());
const names = z.array(name).min(1);

/** One PassRole guard; roles, instances and groups are those of the stack, by name. */
export const guardSchema = only({
  /** Who holds it: a user or group that is created, or a role of the stack. */
  user: name.optional(),
  group: name.optional(),
  role: name.optional(),
  roles: z.array(name).optional(),
  rolePrefix: only({ path: z.string().optional(), prefix: z.string() }).optional(),
  services: z.array(z.enum(["ec2.amazonaws.com", "ec2.amazonaws.com.cn"])).optional(),
  exclusive: z.boolean().optional(),
  preventBypass: z.boolean().optional(),
  policyName: z.string().optional(),
  /** Launching with the profiles of these instances and groups; where groups are given, from their templates alone. */
  launch: only({
    instances: names.optional(),
    groups: names.optional(),
    subnetIds: z.array(z.string()).min(1).optional(),
    images: only({ owners: z.array(z.string()).min(1).exactOptional(), tags: tags.exactOptional() }).optional(),
    maximumHopLimit: z.number().int().min(1).max(64).optional(),
  })
    .refine(({ instances, groups }) => instances !== undefined || groups !== undefined, {
      message: "expected `instances` or `groups`",
    })
    .optional(),
  /** Attaching the profiles of these roles, and taking them away. */
  association: only({ roles: names, instanceTags: tags.optional() }).optional(),
  /** Creating and updating these groups, from pinned versions. */
  groups: only({ names, instanceRefresh: z.boolean().exactOptional() }).optional(),
  /** Writing versions of the templates of these groups. */
  templates: only({ groups: names }).optional(),
  /** Why a role may do more than who passes it, by the role's name. */
  allowGain: z.record(name, z.string().regex(/\S/, { message: "expected the reason, in words" })).optional(),
}).refine(({ user, group, role }) => [user, group, role].filter((holder) => holder !== undefined).length === 1, {
  message: "expected exactly one of `user`, `group` and `role`",
});

/** What a guard refers to: the names of the stack's configuration. */
export interface NamedThings {
  readonly roles: readonly string[];
  readonly instances: readonly string[];
  readonly groups: readonly string[];
}

/** Names of a guard at `property` that refer to nothing in the configuration. */
export function danglingInGuard(
  property: string,
  guard: z.infer<typeof guardSchema>,
  { roles, instances, groups }: NamedThings,
): readonly Problem[] {
  const { role, launch, association, allowGain } = guard;
  const each = (at: string, given: readonly string[] | undefined, kind: string, known: readonly string[]) =>
    (given ?? []).flatMap((one) => refer(`${property}.${at}`, one, kind, known));
  return [
    ...refer(`${property}.role`, role, "roles", roles),
    ...each("roles", guard.roles, "roles", roles),
    ...each("launch.instances", launch?.instances, "instances", instances),
    ...each("launch.groups", launch?.groups, "groups", groups),
    ...each("association.roles", association?.roles, "roles", roles),
    ...each("groups.names", guard.groups?.names, "groups", groups),
    ...each("templates.groups", guard.templates?.groups, "groups", groups),
    ...each("allowGain", allowGain && Object.keys(allowGain), "roles", roles),
  ];
}
