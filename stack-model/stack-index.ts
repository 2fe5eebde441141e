import { UNKNOWN, type PlainValue } from "../ec2/plain-value";
import type { StackResource } from "./stack-resource";

/** What a value that should name a resource means. */
export type Reference =
  | { readonly kind: "found"; readonly resource: StackResource }
  /** Known, and no resource of the stack has it. */
  | { readonly kind: "elsewhere"; readonly value: string }
  | { readonly kind: "none" }
  | { readonly kind: "unknown" };

/** The resources of a stack by URN, type and name, so that joins cost as much as there are references. */
export class StackIndex {
  readonly byUrn: ReadonlyMap<string, StackResource>;
  private readonly byType = new Map<string, StackResource[]>();
  private readonly byName = new Map<string, StackResource>();
  private readonly byArn = new Map<string, StackResource>();

  constructor(readonly resources: readonly StackResource[]) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const resource of resources) {
      const { type } = resource;
      const same = this.byType.get(type);
      if (same === undefined) this.byType.set(type, [resource]);
      else same.push(resource);
      const name = nameOf(resource);
      if (typeof name === "string") this.byName.set(`${type} ${name}`, resource);
      const { arn } = resource.properties;
      if (typeof arn === "string") this.byArn.set(`${type} ${arn}`, resource);
    }
  }

  /** The resources of that type, in the order of the stack. */
  ofType(type: string): readonly StackResource[] {
    return this.byType.get(type) ?? [];
  }

  /** The resource of that type that AWS knows by that name. */
  named(type: string, name: string): StackResource | undefined {
    return this.byName.get(`${type} ${name}`);
  }

  /** The resource of that type that an ARN means: by its ARN where that is known, else by the name at the ARN's end. */
  withArn(type: string, arn: string): StackResource | undefined {
    const found = this.byArn.get(`${type} ${arn}`);
    const named = this.named(type, arn.split("/").at(-1) ?? arn);
    return found ?? (typeof named?.properties["arn"] === "string" ? undefined : named);
  }

  /**
   * The resource of `type` that a name means: by name where it is known, else as the only one of that type among the
   * resources that the value comes from.
   */
  referred(value: PlainValue | undefined, dependencies: readonly string[], type: string): Reference {
    if (value === undefined || value === null || value === "") return { kind: "none" };
    if (typeof value === "string") {
      const resource = this.named(type, value);
      if (resource !== undefined) return { kind: "found", resource };
      const mayBeUnnamed = this.ofType(type).some((other) => typeof nameOf(other) !== "string");
      return mayBeUnnamed ? { kind: "unknown" } : { kind: "elsewhere", value };
    }
    const [only, ...others] = this.sources(dependencies, type);
    return only === undefined || others.length > 0 ? { kind: "unknown" } : { kind: "found", resource: only };
  }

  /** The resources of that type among `dependencies`. */
  sources(dependencies: readonly string[], type: string): readonly StackResource[] {
    return dependencies.flatMap((urn) => this.byUrn.get(urn) ?? []).filter((resource) => resource.type === type);
  }
}

/** The name by which AWS knows the resource: as planned, else as the program gave it. */
export function nameOf({ properties, inputs }: StackResource): PlainValue | undefined {
  const planned = properties["name"];
  return planned === undefined || planned === UNKNOWN ? (inputs?.["name"] ?? planned) : planned;
}
