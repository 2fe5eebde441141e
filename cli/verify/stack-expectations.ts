import { z } from "zod";

import type { ExpectedPolicy, Expectation } from "./expectation";

const exportSchema = z.object({
  deployment: z.object({
    resources: z
      .array(
        z.object({
          type: z.string(),
          urn: z.string(),
          inputs: z.record(z.string(), z.unknown()).optional(),
          outputs: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
  }),
});

type Resource = NonNullable<z.infer<typeof exportSchema>["deployment"]["resources"]>[number];

const ASSOCIATION = "pulumi-nodejs:dynamic/ec2-identity:InstanceProfileAssociation";

/** Returns what a stack, as `pulumi stack export` prints it, declares of its instances and of those that it associates. */
export function stackExpectations(exported: unknown): readonly Expectation[] {
  const resources = exportSchema.parse(exported).deployment.resources ?? [];
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const associations = ofType(ASSOCIATION);
  const owned = ofType("aws:ec2/instance:Instance").map((instance) => {
    const id = text(instance, "id") ?? "";
    const association = associations.find((candidate) => text(candidate, "instanceId") === id);
    const profile = association === undefined ? text(instance, "iamInstanceProfile") : profileOf(association);
    return { ...identity(profile, ofType), ...ownInstance(instance), instanceId: id };
  });
  const others = associations
    .filter((association) => !owned.some(({ instanceId }) => instanceId === text(association, "instanceId")))
    .map((association) => ({
      ...identity(profileOf(association), ofType),
      instanceId: text(association, "instanceId") ?? "",
    }));
  return [...owned, ...others].filter(({ instanceId }) => instanceId !== "");
}

function profileOf(association: Resource): string | undefined {
  return text(association, "attachedProfileArn") ?? text(association, "profile");
}

function ownInstance(instance: Resource): Partial<Expectation> {
  const region = text(instance, "region");
  const { metadataOptions } = instance.inputs ?? {};
  const hopLimit = z.object({ httpPutResponseHopLimit: z.number() }).safeParse(metadataOptions);
  return {
    ...(region === undefined ? {} : { region }),
    ...(hopLimit.success ? { httpPutResponseHopLimit: hopLimit.data.httpPutResponseHopLimit } : {}),
  };
}

/** What the stack says of a profile and, where it owns the role, of all that the role may do. */
function identity(
  profile: string | undefined,
  ofType: (type: string) => readonly Resource[],
): Omit<Expectation, "instanceId"> {
  const profileName = profile?.split("/").at(-1);
  const declared = ofType("aws:iam/instanceProfile:InstanceProfile").find(
    (candidate) => text(candidate, "name") === profileName,
  );
  const roleName = declared === undefined ? undefined : text(declared, "role");
  const role = ofType("aws:iam/role:Role").find((candidate) => text(candidate, "name") === roleName);
  return {
    ...(profile === undefined || profile === "" ? {} : { profile }),
    ...(roleName === undefined ? {} : { role: roleName }),
    ...(role === undefined
      ? {}
      : {
          permissionsBoundary: text(role, "permissionsBoundary") ?? null,
          policies: [...inlinePolicies(role, ofType), ...managedPolicies(role, ofType)],
        }),
  };
}

function inlinePolicies(role: Resource, ofType: (type: string) => readonly Resource[]): ExpectedPolicy[] {
  const roleName = text(role, "name");
  const separate = ofType("aws:iam/rolePolicy:RolePolicy")
    .filter((policy) => text(policy, "role") === roleName)
    .map((policy) => ({ id: text(policy, "name") ?? policy.urn, document: policy.outputs?.["policy"] }));
  const within = z
    .array(z.object({ name: z.string(), policy: z.string() }))
    .safeParse(role.inputs?.["inlinePolicies"])
    .data?.map(({ name, policy }) => ({ id: name, document: policy }));
  return [...separate, ...(within ?? [])];
}

function managedPolicies(role: Resource, ofType: (type: string) => readonly Resource[]): ExpectedPolicy[] {
  const roleName = text(role, "name");
  const attached = ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter((attachment) => text(attachment, "role") === roleName)
    .map((attachment) => text(attachment, "policyArn") ?? "");
  const within = z.array(z.string()).safeParse(role.inputs?.["managedPolicyArns"]).data ?? [];
  return [...new Set([...attached, ...within])].map((arn) => {
    const own = ofType("aws:iam/policy:Policy").find((policy) => text(policy, "arn") === arn);
    return own === undefined ? { managedPolicyArn: arn } : { id: arn, document: own.outputs?.["policy"] };
  });
}

function text(resource: Resource, property: string): string | undefined {
  const value = resource.outputs?.[property];
  return typeof value === "string" && value !== "" ? value : undefined;
}
