import type { PolicyResource } from "@pulumi/policy";
import type { PlainObject } from "../ec2/plain-value";
import type { StackResource } from "../stack-model/stack-resource";
import { behindProxy, readSharedProperties } from "./known-properties";

/**
 * The resources of a stack as plain data. Only those that `reads` names get their properties, since copying all of a
 * large stack costs more than judging it. `inputs` adds what the pack has seen of a resource before. Policies that read
 * the same of a resource get the same object.
 */
export function readStackResources(
  resources: readonly PolicyResource[],
  reads: (resourceType: string) => boolean,
  inputs: ReadonlyMap<string, PlainObject>,
): readonly StackResource[] {
  return resources.map((resource) => sharedResource(resource, reads(resource.type), inputs.get(resource.urn)));
}

/** What has been read of a resource, by the object that the SDK has of its properties. */
const known = new WeakMap<object, StackResource[]>();

function sharedResource(resource: PolicyResource, isRead: boolean, inputs: PlainObject | undefined): StackResource {
  const source = behindProxy(resource.props);
  const made = source === undefined ? undefined : (known.get(source) ?? []);
  const found = made?.find((one) => one.inputs === inputs && (one.properties !== UNREAD) === isRead);
  if (found !== undefined) return found;
  const read = readResource(resource, isRead, inputs);
  if (source !== undefined && made !== undefined) known.set(source, [...made, read]);
  return read;
}

/** The properties of a resource that a policy does not read. */
const UNREAD: PlainObject = {};

function readResource(resource: PolicyResource, isRead: boolean, inputs: PlainObject | undefined): StackResource {
  const { urn, type, name } = resource;
  const parent = resource.parent?.urn ?? resource.opts.parent;
  return {
    urn,
    type,
    name,
    properties: isRead ? readSharedProperties(resource.props) : UNREAD,
    propertyDependencies: isRead ? dependencyUrns(resource) : {},
    ...(parent === undefined || parent === "" ? {} : { parent }),
    ...(inputs === undefined ? {} : { inputs }),
  };
}

function dependencyUrns(resource: PolicyResource): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(resource.propertyDependencies);
  return Object.fromEntries(entries.map(([key, dependencies]) => [key, dependencies.map(({ urn }) => urn)]));
}
