import { InputError } from "../input";
import type { StateResource } from "../stack-state";
import { isSecret } from "../stack-state";
import { declaredIdentity } from "./declared-identity";
import type { Expectation } from "./expectation";
import { notReadOf } from "./expectation";

const ASSOCIATION = "pulumi-nodejs:dynamic/ec2-identity:InstanceProfileAssociation";
const INSTANCE = "aws:ec2/instance:Instance";

/**
 * Returns what the resources of a stack declare of its instances and of those that it associates. What the state keeps
 * secret is in `notRead`.
 * @throws InputError where the id of an instance is secret.
 */
export function stackExpectations(resources: readonly StateResource[]): readonly Expectation[] {
  const associations = resources
    .filter(({ type }) => type === ASSOCIATION)
    .map((association) => ({ association, instanceId: idOf(association, "instanceId") }));
  const instances = resources
    .filter(({ type }) => type === INSTANCE)
    .map((instance) => ({ instance, instanceId: idOf(instance, "id") }));
  const owned = instances.map(({ instance, instanceId }) => {
    const { association } = associations.find((other) => other.instanceId === instanceId) ?? {};
    const profile = association === undefined ? instance.outputs?.["iamInstanceProfile"] : profileOf(association);
    const identity = declaredIdentity(profile, resources);
    const own = ownInstance(instance);
    return { ...identity, ...own, instanceId, ...notReadOf([...(identity.notRead ?? []), ...(own.notRead ?? [])]) };
  });
  const others = associations
    .filter(({ instanceId }) => !owned.some((other) => other.instanceId === instanceId))
    .map(({ association, instanceId }) => ({ ...declaredIdentity(profileOf(association), resources), instanceId }));
  return [...owned, ...others].filter(({ instanceId }) => instanceId !== "");
}

function idOf({ urn, outputs }: StateResource, property: string): string {
  const value = outputs?.[property];
  if (isSecret(value)) {
    throw new InputError([{ file: urn, pointer: `/outputs/${property}`, reason: "it is secret: give --show-secrets" }]);
  }
  return typeof value === "string" ? value : "";
}

function profileOf({ outputs }: StateResource): unknown {
  return outputs?.["attachedProfileArn"] ?? outputs?.["profile"];
}

/** What an instance declares of itself: its region and, where given, its hop limit. */
function ownInstance({
  inputs,
  outputs,
}: StateResource): Pick<Expectation, "region" | "httpPutResponseHopLimit" | "notRead"> {
  const region = outputs?.["region"];
  const options = inputs?.["metadataOptions"];
  const hops = isSecret(options)
    ? options
    : (options as Record<string, unknown> | undefined)?.["httpPutResponseHopLimit"];
  return {
    ...(typeof region === "string" ? { region } : {}),
    ...(typeof hops === "number" ? { httpPutResponseHopLimit: hops } : {}),
    ...notReadOf(isSecret(hops) ? [{ check: "metadata-hop-limit", what: "the hop limit" }] : []),
  };
}
