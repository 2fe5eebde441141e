import type { ProviderConfiguration } from "../configuration/provider-configuration";
import type { PropertyMap } from "../property-value/property-value";
import type { AwsClients } from "./aws-clients";

/** What a handler works with. */
export interface HandlerContext {
  readonly configuration: ProviderConfiguration;
  readonly clients: AwsClients;
}

/** A resource as it is. */
export interface LiveResource {
  readonly id: string;
  readonly outputs: PropertyMap;
}

/** The last known state of a resource. */
export interface FormerResource {
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}

/** Creates, reads, changes and deletes the resources of one type; values are known and without secrets. */
export interface ResourceHandler {
  create(inputs: PropertyMap, context: HandlerContext): Promise<LiveResource>;
  /** `undefined` if the resource does not exist. */
  read(id: string, former: FormerResource, context: HandlerContext): Promise<LiveResource | undefined>;
  /** Absent for types of which every change makes a new resource. */
  update?(id: string, inputs: PropertyMap, former: FormerResource, context: HandlerContext): Promise<LiveResource>;
  /** Succeeds if the resource is gone already. */
  delete(id: string, former: FormerResource, context: HandlerContext): Promise<void>;
}
