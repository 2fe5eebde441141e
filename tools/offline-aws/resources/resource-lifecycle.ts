import { withoutDefaultsRecord } from "../check/apply-defaults";
import type { ProviderConfiguration } from "../configuration/provider-configuration";
import { revealAll, type PropertyMap } from "../property-value/property-value";
import { AwsClients } from "./aws-clients";
import type { FormerResource, HandlerContext, LiveResource, ResourceHandler } from "./resource-handler";
import { resourceHandler } from "./resource-handlers";

/** Values without secrets and records of defaults, as handlers take them. */
function plain(properties: PropertyMap): PropertyMap {
  return withoutDefaultsRecord(revealAll(properties)) as PropertyMap;
}

function plainFormer({ inputs, outputs }: FormerResource): FormerResource {
  return { inputs: plain(inputs), outputs: plain(outputs) };
}

/** The bridge has the id among the outputs too. */
function withId({ id, outputs }: LiveResource): LiveResource {
  return { id, outputs: { ...outputs, id } };
}

/** Creates, reads, changes and deletes resources on the server that stands in for AWS. */
export class ResourceLifecycle {
  readonly #context: HandlerContext;

  constructor(configuration: ProviderConfiguration) {
    this.#context = { configuration, clients: new AwsClients(configuration) };
  }

  /** @throws UnsupportedTypeError before any server is asked */
  async #run<T>(typeToken: string, work: (handler: ResourceHandler) => Promise<T>): Promise<T> {
    const handler = resourceHandler(typeToken);
    await this.#context.clients.reachable();
    return work(handler);
  }

  /** Creates the resource and says what it is like. */
  create(typeToken: string, inputs: PropertyMap): Promise<LiveResource> {
    return this.#run(typeToken, async (handler) => withId(await handler.create(plain(inputs), this.#context)));
  }

  /** The resource as it is; `undefined` if it does not exist. */
  read(typeToken: string, id: string, former: FormerResource): Promise<LiveResource | undefined> {
    return this.#run(typeToken, async (handler) => {
      const live = await handler.read(id, plainFormer(former), this.#context);
      return live && withId(live);
    });
  }

  /** Changes the resource to what the inputs say. */
  update(typeToken: string, id: string, inputs: PropertyMap, former: FormerResource): Promise<LiveResource> {
    return this.#run(typeToken, async (handler) => {
      if (handler.update === undefined) throw new Error(`\`${typeToken}\` cannot be changed in place`);
      return withId(await handler.update(id, plain(inputs), plainFormer(former), this.#context));
    });
  }

  /** Deletes the resource; one that is gone already is no error. */
  delete(typeToken: string, id: string, former: FormerResource): Promise<void> {
    return this.#run(typeToken, (handler) => handler.delete(id, plainFormer(former), this.#context));
  }
}
