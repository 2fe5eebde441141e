import { checkInputs, type CheckedInputs, type CheckedResource } from "./check/check-inputs";
import { readConfiguration, type ProviderConfiguration } from "./configuration/provider-configuration";
import { diffInputs, type InputsDiff } from "./diff/diff-inputs";
import { invoke } from "./invoke/invoke";
import { plannedOutputs } from "./plan/planned-outputs";
import type { PlannedResource } from "./plan/planned-resource";
import type { PropertyMap } from "./property-value/property-value";
import type { FormerResource, LiveResource } from "./resources/resource-handler";
import { refreshedInputs } from "./resources/refreshed-inputs";
import { ResourceLifecycle } from "./resources/resource-lifecycle";

/** Stands in for the AWS provider: one instance for each provider of a stack. */
export class OfflineAwsProvider {
  #configuration: ProviderConfiguration | undefined;
  #lifecycle: ResourceLifecycle | undefined;

  /** @param environment fills the gaps of the configuration */
  constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /**
   * Takes the provider's settings; to be called before anything else.
   *
   * @throws ConfigurationError for settings that no provider could start with
   */
  configure(args: PropertyMap): void {
    this.#configuration = readConfiguration(args, this.environment);
    this.#lifecycle = undefined;
  }

  /** The settings in force; before `configure`, those of the environment alone. */
  get configuration(): ProviderConfiguration {
    this.#configuration ??= readConfiguration({}, this.environment);
    return this.#configuration;
  }

  /** The inputs as everything after the check works with them, and what is wrong with them. */
  check(resource: CheckedResource): CheckedInputs {
    return checkInputs(resource, this.configuration);
  }

  /** How the inputs differ from those of the last update. */
  diff(typeToken: string, olds: PropertyMap, news: PropertyMap): InputsDiff {
    return diffInputs(typeToken, olds, news);
  }

  /** The outputs that a preview announces. */
  plan(resource: PlannedResource): PropertyMap {
    return plannedOutputs(resource, this.configuration);
  }

  /**
   * What an invoke returns.
   *
   * @throws InvokeError for one that the stand-in does not answer, or that asks for what does not exist
   */
  invoke(token: string, args: PropertyMap): Promise<PropertyMap> {
    return invoke(token, args, this.configuration);
  }

  get #resources(): ResourceLifecycle {
    this.#lifecycle ??= new ResourceLifecycle(this.configuration);
    return this.#lifecycle;
  }

  /** Creates the resource on the server that stands in for AWS. */
  create(typeToken: string, inputs: PropertyMap): Promise<LiveResource> {
    return this.#resources.create(typeToken, inputs);
  }

  /** Changes the resource; returns its outputs. */
  async update(typeToken: string, id: string, inputs: PropertyMap, former: FormerResource): Promise<PropertyMap> {
    return (await this.#resources.update(typeToken, id, inputs, former)).outputs;
  }

  /** The resource as it is, with the inputs that would make it so; `undefined` if it is gone. */
  async read(
    typeToken: string,
    id: string,
    former: FormerResource,
  ): Promise<(LiveResource & { readonly inputs: PropertyMap }) | undefined> {
    const live = await this.#resources.read(typeToken, id, former);
    return live === undefined
      ? undefined
      : { ...live, inputs: refreshedInputs(typeToken, former.inputs, live.outputs) };
  }

  /** Deletes the resource. */
  delete(typeToken: string, id: string, former: FormerResource): Promise<void> {
    return this.#resources.delete(typeToken, id, former);
  }
}
