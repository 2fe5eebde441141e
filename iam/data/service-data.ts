import type {
  ActionDefinition,
  ConditionKeyDefinition,
  ConditionKeyType,
  ResourceTypeDefinition,
} from "./action-catalogue";
import { conditionKeyTemplate, type ConditionKeyTemplate } from "./condition-key-template";
import {
  accessLevelsOf,
  type IamDataAction,
  type IamDataConditionKey,
  type IamDataFiles,
  type IamDataResourceType,
} from "./iam-data-files";

/** A set of condition keys: exact names first, then those with a variable piece. */
export class ConditionKeySet {
  readonly definitions: readonly ConditionKeyDefinition[];
  private readonly exact = new Map<string, ConditionKeyDefinition>();
  private readonly templates: ConditionKeyTemplate<ConditionKeyDefinition>[] = [];

  constructor(keys: Iterable<IamDataConditionKey>) {
    this.definitions = [...keys].map(toConditionKey);
    for (const definition of this.definitions) {
      const template = conditionKeyTemplate(definition.key, definition);
      if (template === undefined) this.exact.set(definition.key.toLowerCase(), definition);
      else this.templates.push(template);
    }
  }

  find(key: string): ConditionKeyDefinition | undefined {
    const lower = key.toLowerCase();
    return this.exact.get(lower) ?? this.templates.find((template) => template.matches(lower))?.definition;
  }
}

/** One service's part of the catalogue; each of its three tables is read when it is first used. */
export class ServiceData {
  private actionTable: ReadonlyMap<string, ActionDefinition> | undefined;
  private actionNames: readonly ActionDefinition[] | undefined;
  private resourceTypeList: readonly ResourceTypeDefinition[] | undefined;
  private keySet: ConditionKeySet | undefined;

  constructor(
    private readonly service: string,
    private readonly files: IamDataFiles,
  ) {}

  /** By lower-case name, in the order of names. */
  get actions(): ReadonlyMap<string, ActionDefinition> {
    this.actionTable ??= new Map(
      Object.values(this.files.actions(this.service))
        .map((action) => toAction(this.service, action))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((action) => [action.name.toLowerCase(), action]),
    );
    return this.actionTable;
  }

  /** In the order of names. */
  get actionList(): readonly ActionDefinition[] {
    this.actionNames ??= [...this.actions.values()];
    return this.actionNames;
  }

  get resourceTypes(): readonly ResourceTypeDefinition[] {
    this.resourceTypeList ??= Object.values(this.files.resourceTypes(this.service)).map((type) =>
      toResourceType(this.service, type),
    );
    return this.resourceTypeList;
  }

  get conditionKeys(): ConditionKeySet {
    this.keySet ??= new ConditionKeySet(Object.values(this.files.conditionKeys(this.service)));
    return this.keySet;
  }
}

function toAction(service: string, action: IamDataAction): ActionDefinition {
  const byResourceType = action.resourceTypes.flatMap((type) => type.dependentActions);
  return {
    service,
    name: action.name,
    accessLevels: accessLevelsOf(action.accessLevel),
    resourceTypes: action.resourceTypes,
    conditionKeys: action.conditionKeys,
    dependentActions: [...new Set([...action.dependentActions, ...byResourceType])],
  };
}

function toResourceType(service: string, type: IamDataResourceType): ResourceTypeDefinition {
  return { service, name: type.key, arnFormat: type.arn, conditionKeys: type.conditionKeys ?? [] };
}

function toConditionKey(key: IamDataConditionKey): ConditionKeyDefinition {
  const multiValued = key.type.startsWith("ArrayOf");
  return { key: key.key, type: (multiValued ? key.type.slice(7) : key.type) as ConditionKeyType, multiValued };
}
