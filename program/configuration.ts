import { z } from "zod";

import type { Problem } from "../components/plan";
import { only, problemsOf } from "../components/plan";
import { name, refer } from "./configuration-schema";
import { danglingInGuard, guardSchema } from "./guard-configuration";

const resource = z.string().regex(/^(\*|arn:.+|bucket:[a-z0-9.-]+(\/.*)?)$/, {
  message: "expected an ARN, `*`, or `bucket:NAME` with an optional key pattern (`bucket:photos/*`)",
});
const conditions = z.record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])));

const statement = only({
  sid: z.string().optional(),
  effect: z.enum(["Allow", "Deny"]).optional(),
  actions: z.array(z.string()).min(1),
  resources: z.array(resource).min(1),
  conditions: conditions.optional(),
});

const role = only({
  name: name.optional(),
  description: z.string().optional(),
  path: z.string().optional(),
  maxSessionDuration: z.number().int().min(3600).max(43_200).optional(),
  permissionsBoundary: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  statements: z.array(statement).optional(),
  inlinePolicies: z.record(name, z.record(z.string(), z.unknown())).optional(),
  managedPolicies: z.array(z.string()).optional(),
  customerManagedPolicies: z.record(name, z.array(statement).min(1)).optional(),
  trustConditions: conditions.optional(),
  exclusive: z.boolean().optional(),
  credentialDelivery: z.enum(["imdsv2", "any"]).optional(),
  networkBinding: z.boolean().optional(),
  allowBroadAccess: only({ reason: z.string() }).optional(),
});

const disk = {
  sizeGiB: z.number().int().min(1).exactOptional(),
  type: z.string().exactOptional(),
  kmsKeyArn: z.string().startsWith("arn:").exactOptional(),
  deleteOnTermination: z.boolean().exactOptional(),
};
const instanceType = z
  .string()
  .regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, { message: "expected an instance type such as `t3.micro`" });
const subnet = z.string().startsWith("subnet-");

/** What instances and the templates of groups have in common. */
const launch = {
  /** A role of the configuration, for which a profile is made. */
  role: name.optional(),
  /** The name or ARN of a profile that exists. */
  profile: z.string().min(1).optional(),
  architecture: z.enum(["x86_64", "arm64"]).optional(),
  imageId: z.string().startsWith("ami-").optional(),
  followImage: z.boolean().optional(),
  securityGroupIds: z.array(z.string().startsWith("sg-")).optional(),
  publicIpAddress: z.boolean().optional(),
  containers: z.boolean().optional(),
  rootDisk: only(disk).optional(),
  dataDisks: z.array(only({ ...disk, deviceName: z.string(), sizeGiB: z.number().int().min(1) })).optional(),
  userData: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
};

const hasOneIdentity = ({ role, profile }: { role?: unknown; profile?: unknown }): boolean =>
  (role === undefined) !== (profile === undefined);
const oneIdentity = { message: "expected exactly one of `role` and `profile`" };

const instance = only({
  ...launch,
  instanceType,
  subnetId: subnet.optional(),
  termination: only({
    protect: z.boolean().exactOptional(),
    protectFromStop: z.boolean().exactOptional(),
    onShutdown: z.enum(["stop", "terminate"]).exactOptional(),
  }).optional(),
}).refine(hasOneIdentity, oneIdentity);

const group = only({
  ...launch,
  instanceType: instanceType.optional(),
  subnetIds: z.array(subnet).min(1),
  minSize: z.number().int().min(0),
  maxSize: z.number().int().min(0),
  desiredCapacity: z.number().int().min(0).optional(),
  mixedInstances: only({
    instanceTypes: z.array(instanceType).min(1),
    onDemandBaseCapacity: z.number().int().min(0).exactOptional(),
    onDemandPercentage: z.number().int().min(0).max(100).exactOptional(),
    spotAllocationStrategy: z.string().exactOptional(),
  }).optional(),
  instanceRefresh: only({
    minHealthyPercentage: z.number().int().min(0).max(100).exactOptional(),
    instanceWarmup: z.number().int().min(0).exactOptional(),
  }).optional(),
}).refine(hasOneIdentity, oneIdentity);

/** The stack configuration: every key of the project's namespace, each a record by name. */
export const configurationSchema = only({
  /** Buckets to create, by name; `bucket:NAME` refers to them. */
  buckets: z
    .array(z.string().regex(/^[a-z0-9.-]{3,50}$/, { message: "expected a bucket name of 3 to 50 characters" }))
    .default([]),
  /** Permissions boundaries to create, by name. */
  boundaries: z.record(name, only({ statements: z.array(statement).min(1) })).default({}),
  roles: z.record(name, role).default({}),
  instances: z.record(name, instance).default({}),
  /** Auto Scaling groups, by name, each with a launch template of its own. */
  groups: z.record(name, group).default({}),
  /** Regions of the account whose default becomes IMDSv2, by region. */
  metadataDefaults: z
    .record(z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d$/), only({ containers: z.boolean().optional() }))
    .default({}),
  /** PassRole guards, by name. */
  guards: z.record(name, guardSchema).default({}),
});

/** What the stack program builds. */
export type Configuration = z.infer<typeof configurationSchema>;

/** A configuration, or every problem of it as a line that names the key, what it got and what it expects. */
export type ReadConfiguration =
  | { readonly kind: "read"; readonly configuration: Configuration }
  | { readonly kind: "wrong"; readonly problems: readonly string[] };

/** Reads the entries of the project's namespace: key to JSON text, or to plain text. */
export function readConfiguration(namespace: string, entries: Readonly<Record<string, string>>): ReadConfiguration {
  const values = Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, parseValue(text)]));
  const result = configurationSchema.safeParse(values);
  const problems = result.success ? danglingReferences(result.data) : problemsOf(configurationSchema, values);
  if (result.success && problems.length === 0) {
    return { kind: "read", configuration: result.data };
  }
  const lines = problems.map(
    ({ property, message }) => `${namespace}:${property === "" ? "" : property + ":"} ${message}`,
  );
  return { kind: "wrong", problems: lines };
}

/** Names that refer to nothing in the configuration. */
function danglingReferences(configuration: Configuration): readonly Problem[] {
  const { boundaries, buckets, roles, instances, groups, guards } = configuration;
  const statementsOf = [
    ...Object.entries(roles).map(([key, { statements }]) => [`roles.${key}.statements`, statements ?? []] as const),
    ...Object.entries(roles).flatMap(([key, { customerManagedPolicies = {} }]) =>
      Object.entries(customerManagedPolicies).map(
        ([policy, statements]) => [`roles.${key}.customerManagedPolicies.${policy}`, statements] as const,
      ),
    ),
    ...Object.entries(boundaries).map(([key, { statements }]) => [`boundaries.${key}.statements`, statements] as const),
  ];
  return [
    ...statementsOf.flatMap(([property, statements]) =>
      statements.flatMap(({ resources }, index) =>
        resources.flatMap((given) =>
          refer(`${property}[${index}].resources`, bucketOf(given)?.bucket, "buckets", buckets),
        ),
      ),
    ),
    ...Object.entries(roles).flatMap(([key, { permissionsBoundary }]) =>
      permissionsBoundary?.startsWith("arn:") === true
        ? []
        : refer(`roles.${key}.permissionsBoundary`, permissionsBoundary, "boundaries", Object.keys(boundaries)),
    ),
    ...Object.entries(instances).flatMap(([key, { role }]) =>
      refer(`instances.${key}.role`, role, "roles", Object.keys(roles)),
    ),
    ...Object.entries(groups).flatMap(([key, { role }]) =>
      refer(`groups.${key}.role`, role, "roles", Object.keys(roles)),
    ),
    ...Object.entries(guards).flatMap(([key, guard]) =>
      danglingInGuard(`guards.${key}`, guard, {
        roles: Object.keys(roles),
        instances: Object.keys(instances),
        groups: Object.keys(groups),
      }),
    ),
  ];
}

/** Returns the bucket and the key pattern of a `bucket:NAME/PATTERN` resource, or undefined for another one. */
export function bucketOf(resource: string): { readonly bucket: string; readonly rest: string } | undefined {
  const [, bucket, rest] = /^bucket:([^/]+)(.*)$/.exec(resource) ?? [];
  return bucket === undefined ? undefined : { bucket, rest: rest ?? "" };
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
