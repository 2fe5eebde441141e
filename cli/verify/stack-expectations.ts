import { InputError } from "../input";
import type { StateResource } from "../stack-state";
import { isSecret } from "../stack-state";
import { declaredIdentity } from "./declared-identity";
import { declaredGroups, declaredTemplates, startsInstances } from "./declared-launches";
import { declaredMetadata } from "./declared-metadata";
import type { Expectation, GroupExpectation, TemplateExpectation } from "./expectation";
import { notReadOf } from "./expectation";

/** All that a stack declares of the identity of instances. */
export interface StackExpectations {
  readonly instances: readonly Expectation[];
  readonly groups: readonly GroupExpectation[];
  readonly templates: readonly TemplateExpectation[];
  /** URNs of resources that start instances which are not found by them. */
  readonly notFound: readonly string[];
}

const ASSOCIATION = "pulumi-nodejs:dynamic/ec2-identity:InstanceProfileAssociation";

/** Types of resources that are one instance: the output that is its id. */
const INSTANCES: Readonly<Record<string, string>> = {
  "aws:ec2/instance:Instance": "id",
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": "spotInstanceId",
};

/**
 * Returns what a stack declares of its instances, of those that it associates, of its groups and launch templates. What it
 * only reads, as by `Role.get`, declares nothing. What the state keeps secret is in `notRead`.
 * @param region that of resources that do not say, or keep it secret
 * @throws InputError where the id of an instance is secret, or its region is and none is given.
 */
export function stackExpectations(all: readonly StateResource[], region?: string): StackExpectations {
  const resources = all.filter(({ external }) => external !== true);
  const associations = resources
    .filter(({ type }) => type === ASSOCIATION)
    .map((association) => ({ association, instanceId: idOf(association, "instanceId") }));
  const owned = resources.flatMap((instance) => {
    const instanceId = idOf(instance, INSTANCES[instance.type]);
    if (instanceId === "") return [];
    const { association } = associations.find((other) => other.instanceId === instanceId) ?? {};
    const profile = association === undefined ? instance.outputs?.["iamInstanceProfile"] : profileOf(association);
    return [{ ...described(profile, instance, resources), ...regionOf(instance, region), instanceId }];
  });
  const others = associations
    .filter(({ instanceId }) => instanceId !== "" && !owned.some((other) => other.instanceId === instanceId))
    .map(({ association, instanceId }) => ({
      ...declaredIdentity(profileOf(association), resources),
      ...regionOfAssociation(association, region),
      instanceId,
    }));
  return {
    instances: [...owned, ...others],
    groups: declaredGroups(resources).map(({ declaredBy, ...group }) => ({
      ...group,
      ...regionOf(declaredBy, region),
    })),
    templates: declaredTemplates(resources).map(({ declaredBy, ...template }) => ({
      ...template,
      ...regionOf(declaredBy, region),
    })),
    notFound: resources
      .filter((one) => startsInstances(one) && idOf(one, INSTANCES[one.type]) === "")
      .map(({ urn }) => urn),
  };
}

function described(profile: unknown, instance: StateResource, resources: readonly StateResource[]) {
  const identity = declaredIdentity(profile, resources);
  const metadata = declaredMetadata(instance);
  return { ...identity, ...metadata, ...notReadOf([...(identity.notRead ?? []), ...(metadata.notRead ?? [])]) };
}

function idOf({ urn, outputs }: StateResource, property: string | undefined): string {
  const value = property === undefined ? undefined : outputs?.[property];
  if (isSecret(value)) {
    throw new InputError([{ file: urn, pointer: `/outputs/${property}`, reason: "it is secret: give --show-secrets" }]);
  }
  return typeof value === "string" ? value : "";
}

function profileOf({ outputs }: StateResource): unknown {
  return outputs?.["attachedProfileArn"] ?? outputs?.["profile"];
}

function regionOf({ outputs }: StateResource, given: string | undefined): Pick<Expectation, "region"> {
  const own = outputs?.["region"];
  const region = typeof own === "string" && own !== "" ? own : given;
  return region === undefined ? {} : { region };
}

/** An association has its region in its connection, all of which is secret if it holds keys. */
function regionOfAssociation(association: StateResource, given: string | undefined): Pick<Expectation, "region"> {
  const connection = association.outputs?.["connection"];
  if (isSecret(connection)) {
    if (given !== undefined) return { region: given };
    const reason = "it is secret, and the region is in it: give --region or --show-secrets";
    throw new InputError([{ file: association.urn, pointer: "/outputs/connection", reason }]);
  }
  return regionOf({ ...association, outputs: connection as Readonly<Record<string, unknown>> }, given);
}
