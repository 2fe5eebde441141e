import type { PartlyDoneError } from "../../components/association/association-operations";
import type { AssociationInputs, AssociationState } from "../../components/association/association-resource";
import { UNKNOWN_VALUE } from "../../components/association/association-resource";
import type { FormerProfileState } from "../../components/association/former-profile-operations";
import { associationHandlers, formerProfileHandlers } from "../../components/association/provider-handlers";
import { INSTANCE, SimulatedEc2 } from "./simulated-ec2";

/** What a program declares. */
export type Declaration = Partial<AssociationInputs> & { readonly profile: string };

/** What the engine has a provider do: record the former profile, check the inputs, and then what is asked for. */
export type Phase = "record" | "check" | "operation";

/** What a check refused. */
export class CheckRefusal extends Error {}

/**
 * A stack with the two resources of an InstanceProfileAssociation, driven as the engine drives their providers: what an
 * operation returns is in the state, what it throws leaves the state as it was, but for what it says is partly done.
 */
export class DynamicStack {
  record: FormerProfileState | undefined;
  association: { readonly inputs: AssociationInputs; readonly state: AssociationState } | undefined;
  /** Runs before each phase: what happens between two of them. */
  before: (phase: Phase) => void = () => undefined;
  private unfinished = false;
  private readonly handlers;
  private readonly recordHandlers;

  constructor(ec2: SimulatedEc2) {
    this.handlers = associationHandlers(ec2);
    this.recordHandlers = formerProfileHandlers(ec2);
  }

  /** The plan that preview shows, without changing anything. */
  async preview(declared: Declaration): Promise<string> {
    return (await this.checked(declared)).plan ?? "";
  }

  async up(declared: Declaration): Promise<void> {
    const { instanceId, instanceMayBeNew, connection } = complete(declared, {});
    if (this.record?.instanceId !== instanceId) {
      this.before("record");
      this.record = (await this.recordHandlers.create({ instanceId, instanceMayBeNew, connection })).outs;
    }
    const inputs = await this.checked(declared);
    if (this.association === undefined) {
      await this.creating(inputs);
      return;
    }
    const { state } = this.association;
    const diff = await this.handlers.diff(state.instanceId, state, inputs);
    if (diff.replaces.length > 0) {
      await this.destroy();
      await this.up(declared);
    } else if (diff.changes || this.unfinished) {
      await this.saving(inputs, async () => (await this.handlers.update(state.instanceId, state, inputs)).outs);
    }
  }

  async refresh(): Promise<void> {
    if (this.association !== undefined) {
      this.before("operation");
      const { inputs, state } = this.association;
      const { id, props } = await this.handlers.read(state.instanceId, state);
      this.association = id === undefined || props === undefined ? undefined : { inputs, state: props };
    }
  }

  async destroy(): Promise<void> {
    if (this.association !== undefined) {
      this.before("operation");
      await this.handlers.delete(this.association.state.instanceId, this.association.state);
      this.association = undefined;
    }
    this.record = undefined;
  }

  private creating(inputs: AssociationInputs): Promise<void> {
    return this.saving(inputs, async () => (await this.handlers.create(inputs)).outs);
  }

  private async saving(inputs: AssociationInputs, run: () => Promise<AssociationState>): Promise<void> {
    this.before("operation");
    try {
      this.association = { inputs, state: await run() };
      this.unfinished = false;
    } catch (error) {
      const { properties } = error as Partial<PartlyDoneError>;
      if (properties !== undefined) {
        this.association = { inputs, state: properties };
        this.unfinished = true;
      }
      throw error;
    }
  }

  private async checked(declared: Declaration): Promise<AssociationInputs> {
    const former = this.record?.former ?? (UNKNOWN_VALUE as unknown as object);
    this.before("check");
    const { inputs, failures } = await this.handlers.check(this.association?.inputs ?? {}, complete(declared, former));
    if (failures.length > 0) {
      throw new CheckRefusal(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
    }
    return inputs;
  }
}

function complete(declared: Declaration, former: object): AssociationInputs {
  return {
    instanceId: INSTANCE,
    adopt: false,
    replaceExisting: false,
    onDelete: "restore",
    profileMayBeNew: false,
    instanceMayBeNew: false,
    connection: {},
    former,
    ...declared,
  };
}

/** A simulated EC2 with the profiles `web`, `worker` and `theirs`, and a stack on it. */
export function freshStack(): { readonly ec2: SimulatedEc2; readonly stack: DynamicStack } {
  const ec2 = new SimulatedEc2();
  ["web", "worker", "theirs"].forEach((name) => {
    ec2.addProfile(name);
  });
  return { ec2, stack: new DynamicStack(ec2) };
}
