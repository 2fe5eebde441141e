import type { PolicyResource } from "@pulumi/policy";
import type { PlainObject } from "../ec2/plain-value";
import type { StackResource } from "../stack-model/stack-resource";
import { readProperties } from "./known-properties";

/**
 * The resources of a stack as plain data. Only those that `reads` names get their properties, since copying all of a
 * large stack costs more than judging it. `inputs` adds what the pack has seen of a resource before.
 */
export function readStackResources(
  resources: readonly PolicyResource[],
  reads: (resourceType: string) => boolean,
  inputs: ReadonlyMap<string, PlainObject>,
): readonly StackResource[] {
  return resources.map((resource) => {
    const { urn, type, name } = resource;
    const parent = resource.parent?.urn ?? resource.opts.parent;
    const seen = inputs.get(urn);
    const read = reads(type);
    return {
      urn,
      type,
      name,
      properties: read ? readProperties(resource.props) : {},
      propertyDependencies: read ? dependencyUrns(resource) : {},
      ...(parent === undefined || parent === "" ? {} : { parent }),
      ...(seen === undefined ? {} : { inputs: seen }),
    };
  });
}

function dependencyUrns(resource: PolicyResource): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(resource.propertyDependencies);
  return Object.fromEntries(entries.map(([key, dependencies]) => [key, dependencies.map(({ urn }) => urn)]));
}
