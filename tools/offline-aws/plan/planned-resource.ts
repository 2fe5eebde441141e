import type { PropertyMap } from "../property-value/property-value";

/** What is known of a resource before it is created or updated. */
export interface PlannedResource {
  readonly typeToken: string;
  /** The checked inputs. */
  readonly inputs: PropertyMap;
  /** The resource as it is; absent for one still to be created. */
  readonly former?: { readonly inputs: PropertyMap; readonly outputs: PropertyMap };
}
