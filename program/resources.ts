import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import {
  arnOf,
  AutoScalingGroup,
  Instance,
  InstanceMetadataDefaults,
  InstanceProfile,
  InstanceRole,
  LaunchTemplate,
} from "../components";
import { given } from "../components/given";
import type { StatementArgs } from "../components";
import type { Configuration } from "./configuration";
import { bucketOf } from "./configuration";
import { buildGuards, type GroupWithTemplate, type ProfileFor } from "./guards";
import { type ByName, existing } from "./things-by-name";

type StatementConfiguration = Configuration["boundaries"][string]["statements"][number];

/** Builds the components that `configuration` names and returns the stack's outputs. */
export function buildResources(configuration: Configuration): Record<string, pulumi.Output<unknown>> {
  const buckets = mapOf(configuration.buckets.map((name) => [name, new aws.s3.Bucket(name)]));
  const boundaries = mapOf(
    Object.entries(configuration.boundaries).map(([name, { statements }]) => [
      name,
      boundary(name, statements, buckets),
    ]),
  );
  const roles = mapOf(
    Object.entries(configuration.roles).map(([name, role]) => [name, instanceRole(name, role, boundaries, buckets)]),
  );
  const profiles = new Map<string, InstanceProfile>();
  const profileOf = (role: string): InstanceProfile => {
    const profile = profiles.get(role) ?? new InstanceProfile(role, { role: existing(roles, role) });
    profiles.set(role, profile);
    return profile;
  };
  const profileFor: ProfileFor = ({ role = "", profile }) => profile ?? profileOf(role);
  const instances = mapOf(
    Object.entries(configuration.instances).map(([name, { role, profile, ...args }]) => [
      name,
      new Instance(name, { ...given(args), profile: profileFor(given({ role, profile })) }),
    ]),
  );
  const groups = mapOf(
    Object.entries(configuration.groups).map(([name, { role, profile, ...group }]) => [
      name,
      groupWithTemplate(name, group, profileFor(given({ role, profile }))),
    ]),
  );
  for (const [region, args] of Object.entries(configuration.metadataDefaults)) {
    new InstanceMetadataDefaults(region, { ...given(args), region });
  }
  buildGuards(configuration, { roles, groups, profileOf, profileFor });
  return {
    buckets: namesOf(buckets, (bucket) => bucket.bucket),
    roles: namesOf(roles, (role) => role.arn),
    instances: namesOf(instances, (instance) => instance.id),
    groups: namesOf(groups, ({ group }) => group.name),
  };
}

/** A launch template, and the group that pins its version. */
function groupWithTemplate(
  name: string,
  configuration: Omit<Configuration["groups"][string], "role" | "profile">,
  profile: InstanceProfile | string,
): GroupWithTemplate {
  const { subnetIds, minSize, maxSize, desiredCapacity, mixedInstances, instanceRefresh, ...template } = configuration;
  const launchTemplate = new LaunchTemplate(name, { ...given(template), profile });
  const group = new AutoScalingGroup(name, {
    launchTemplate,
    subnetIds,
    minSize,
    maxSize,
    ...given({
      desiredCapacity,
      mixedInstances,
      instanceRefresh,
    }),
  });
  return { group, launchTemplate };
}

function boundary(
  name: string,
  statements: readonly StatementConfiguration[],
  buckets: ByName<aws.s3.Bucket>,
): aws.iam.Policy {
  const policy = pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => {
      const { sid, effect, actions, resources, conditions } = statementArgs(statement, buckets);
      return {
        ...(sid === undefined ? {} : { Sid: sid }),
        Effect: effect ?? "Allow",
        Action: actions,
        Resource: resources,
        ...(conditions === undefined ? {} : { Condition: conditions }),
      };
    }),
  });
  return new aws.iam.Policy(name, { policy });
}

function instanceRole(
  name: string,
  role: Configuration["roles"][string],
  boundaries: ByName<aws.iam.Policy>,
  buckets: ByName<aws.s3.Bucket>,
): InstanceRole {
  const { permissionsBoundary, statements, customerManagedPolicies = {}, ...args } = role;
  return new InstanceRole(name, {
    ...given(args),
    ...(permissionsBoundary === undefined
      ? {}
      : { permissionsBoundary: boundaries.get(permissionsBoundary) ?? permissionsBoundary }),
    statements: (statements ?? []).map((statement) => statementArgs(statement, buckets)),
    customerManagedPolicies: Object.fromEntries(
      Object.entries(customerManagedPolicies).map(([policy, of]) => [
        policy,
        of.map((statement) => statementArgs(statement, buckets)),
      ]),
    ),
  });
}

function statementArgs(statement: StatementConfiguration, buckets: ByName<aws.s3.Bucket>): StatementArgs {
  const resources = statement.resources.map((resource) => {
    const reference = bucketOf(resource);
    return reference === undefined
      ? resource
      : pulumi.interpolate`${arnOf(existing(buckets, reference.bucket))}${reference.rest}`;
  });
  return { ...given({ ...statement, resources: undefined }), actions: statement.actions, resources };
}

function mapOf<T>(entries: readonly (readonly [string, T])[]): ByName<T> {
  return new Map(entries);
}

function namesOf<T>(
  things: ByName<T>,
  value: (thing: T) => pulumi.Output<string>,
): pulumi.Output<Record<string, string>> {
  return pulumi.output(Object.fromEntries([...things].map(([name, thing]) => [name, value(thing)])));
}
