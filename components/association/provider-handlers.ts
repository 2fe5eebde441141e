import { instanceProfileCalls } from "../../aws/instance-profile-calls";
import { AssociationOperations } from "./association-operations";
import type { OperationContext } from "./association-operations";
import type { AssociationInputs, AssociationState } from "./association-resource";
import type { FormerProfileInputs, FormerProfileState } from "./former-profile-operations";
import { recordFormerProfile } from "./former-profile-operations";
import { REAL_SURROUNDINGS } from "./pace";

/** What a dynamic provider's process calls: the shape of `pulumi.dynamic.ResourceProvider`, with every method. */
export interface ProviderHandlers<I, S> {
  check(olds: Partial<I>, news: I): Promise<{ inputs: I; failures: { property: string; reason: string }[] }>;
  diff(id: string, olds: S, news: I): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: I): Promise<{ id: string; outs: S }>;
  read(id: string, state: S): Promise<{ id?: string; props?: S }>;
  update(id: string, olds: S, news: I): Promise<{ outs: S }>;
  delete(id: string, state: S): Promise<void>;
}

const CONTEXT: OperationContext = { ...REAL_SURROUNDINGS, connect: instanceProfileCalls };

/** Returns the handlers of the association; its id is that of the instance, which has at most one. */
export function associationHandlers(
  context: OperationContext = CONTEXT,
): ProviderHandlers<AssociationInputs, AssociationState> {
  const operations = new AssociationOperations(context);
  return {
    check: async (olds, news) => {
      const { inputs, failures } = await operations.check(olds, news);
      return { inputs, failures: [...failures] };
    },
    diff: (_id, olds, news) =>
      Promise.resolve().then(() => {
        const { changes, replaces } = operations.diff(olds, news);
        return { changes, replaces: [...replaces], deleteBeforeReplace: true };
      }),
    create: async (inputs) => ({ id: inputs.instanceId, outs: await operations.create(inputs) }),
    read: async (id, state) => {
      const live = await operations.read(state);
      return live === undefined ? {} : { id, props: live };
    },
    update: async (_id, olds, news) => ({ outs: await operations.update(olds, news) }),
    delete: (_id, state) => operations.delete(state),
  };
}

/** Returns the handlers of the resource that remembers the former profile: nothing of it lives in AWS. */
export function formerProfileHandlers(
  context: OperationContext = CONTEXT,
): ProviderHandlers<FormerProfileInputs, FormerProfileState> {
  return {
    check: (_olds, news) => Promise.resolve({ inputs: news, failures: [] }),
    diff: (_id, olds, news) => {
      const changes = olds.instanceId !== news.instanceId;
      return Promise.resolve({ changes, replaces: changes ? ["instanceId"] : [], deleteBeforeReplace: false });
    },
    create: async (inputs) => ({ id: inputs.instanceId, outs: await recordFormerProfile(inputs, context) }),
    read: (id, state) => Promise.resolve({ id, props: state }),
    update: (_id, olds, news) => Promise.resolve({ outs: { ...news, former: olds.former } }),
    delete: () => Promise.resolve(),
  };
}
