import { z } from "zod";

import type { Problem } from "../components/plan";
import { problemsOf } from "../components/plan";

/** A schema that names the keys it expects when it meets another one. */
function only<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown key ${issue.keys.map((key) => `\`${key}\``).join(", ")}, expected ${Object.keys(shape)
            .map((key) => `\`${key}\``)
            .join(", ")}`
        : undefined,
  });
}

const name = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, { message: "expected a name of at most 64 letters, digits and `+=,.@_-`" });
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
  description: z.string().optional(),
  path: z.string().optional(),
  maxSessionDuration: z.number().int().min(3600).max(43_200).optional(),
  permissionsBoundary: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  statements: z.array(statement).optional(),
  managedPolicies: z.array(z.string()).optional(),
});

const instance = only({
  role: name,
  instanceType: z
    .string()
    .regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, { message: "expected an instance type such as `t3.micro`" }),
  architecture: z.enum(["x86_64", "arm64"]).optional(),
  imageId: z.string().startsWith("ami-").optional(),
  subnetId: z.string().startsWith("subnet-").optional(),
  securityGroupIds: z.array(z.string().startsWith("sg-")).optional(),
  publicIpAddress: z.boolean().optional(),
  containers: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

const guard = only({
  user: name,
  roles: z.array(name).optional(),
  rolePrefix: only({ path: z.string().optional(), prefix: z.string() }).optional(),
  services: z.array(z.enum(["ec2.amazonaws.com", "ec2.amazonaws.com.cn"])).optional(),
  launch: only({ instances: z.array(name).min(1) }).optional(),
});

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
  /** PassRole guards, by name, each with the user who holds it; the user is created. */
  guards: z.record(name, guard).default({}),
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
  const { boundaries, buckets, roles, instances, guards } = configuration;
  const refer = (
    property: string,
    given: string | undefined,
    kind: string,
    known: readonly string[],
  ): readonly Problem[] =>
    given === undefined || known.includes(given)
      ? []
      : [{ property, message: `got \`${given}\`, expected the name of one of the ${kind}: ${list(known)}` }];
  const statementsOf = [
    ...Object.entries(roles).map(([key, { statements }]) => [`roles.${key}`, statements ?? []] as const),
    ...Object.entries(boundaries).map(([key, { statements }]) => [`boundaries.${key}`, statements] as const),
  ];
  return [
    ...statementsOf.flatMap(([property, statements]) =>
      statements.flatMap(({ resources }, index) =>
        resources.flatMap((given) =>
          refer(`${property}.statements[${index}].resources`, bucketOf(given)?.bucket, "buckets", buckets),
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
    ...Object.entries(guards).flatMap(([key, guard]) => [
      ...(guard.roles ?? []).flatMap((role) => refer(`guards.${key}.roles`, role, "roles", Object.keys(roles))),
      ...(guard.launch?.instances ?? []).flatMap((instance) =>
        refer(`guards.${key}.launch.instances`, instance, "instances", Object.keys(instances)),
      ),
    ]),
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

function list(names: readonly string[]): string {
  return names.length === 0 ? "there are none" : names.map((known) => `\`${known}\``).join(", ");
}
