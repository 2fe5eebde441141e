import { expect } from "chai";
import * as fc from "fast-check";

import { AssociationError } from "../../../components/association/association-error";
import type { Declaration } from "../../support/dynamic-stack";
import { CheckRefusal, DynamicStack } from "../../support/dynamic-stack";
import { RUNS, SEED } from "../../support/property-settings";
import { Interruption, profileArn, SimulatedEc2 } from "../../support/simulated-ec2";

const OURS = ["a", "b", "c"];
const THEIRS = ["x", "y"];

/** What is true of the instance and the stack, however the operations come to know of it. */
interface Model {
  /** The profile to give back: what the instance had when the association was made. */
  former: string | undefined;
}

interface Real {
  readonly ec2: SimulatedEc2;
  readonly stack: DynamicStack;
}

type Command = fc.AsyncCommand<Model, Real>;

/** Brings the stack up, killed after `killAfter` calls if that many are made; the first `lost` answers to changes are lost. */
class Up implements Command {
  constructor(
    private readonly declared: Declaration,
    private readonly killAfter: number | undefined,
    private readonly stopsAfter: number | undefined,
    private readonly lost: number,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, { ec2, stack }: Real): Promise<void> {
    const before = ec2.attached;
    const existed = stack.association;
    const recorded = stack.record?.former.profileArn?.split("/").at(-1);
    const hadRecord = stack.record !== undefined;
    const calls = ec2.mutatingCalls().length;
    ec2.gaps.length = 0;
    const failure = await this.attempt(ec2, stack);
    expect(ec2.gaps, "a running instance lost its profile in a replacement").to.deep.equal([]);
    if (failure instanceof Interruption) {
      return;
    }
    if (failure !== undefined) {
      expect(ec2.mutatingCalls().length, "a refusal changed something").to.equal(calls);
      expect(ec2.attached).to.equal(before);
      this.mustBeJustified(failure, before, existed?.state.attachedProfileArn);
      const leftByUs = existed === undefined && hadRecord && before === this.declared.profile && before !== recorded;
      expect(leftByUs, "an interrupted update was not continued").to.equal(false);
      return;
    }
    if (existed === undefined) {
      const last = hadRecord ? recorded : before;
      model.former = before === undefined || before === this.declared.profile ? last : before;
    }
    const drifted = existed !== undefined && stack.association === existed;
    if (!drifted) {
      expect([ec2.attached, ec2.inForce]).to.deep.equal([this.declared.profile, this.declared.profile]);
      expect(stack.association?.state.associationId).to.equal(ec2.associationId);
    }
  }

  toString(): string {
    return `up(${JSON.stringify(this.declared)}, kill ${this.killAfter ?? "-"}, stop ${this.stopsAfter ?? "-"}, lose ${this.lost})`;
  }

  private async attempt(ec2: SimulatedEc2, stack: DynamicStack): Promise<Error | undefined> {
    ec2.callsLeft = this.killAfter;
    ec2.lostAnswers = this.lost;
    let left = this.stopsAfter;
    ec2.beforeCall = () => {
      if (left !== undefined && --left === 0 && ec2.instance === "running") {
        ec2.instance = "stopping";
        ec2.next = { state: "stopped", at: ec2.time + 5_000 };
      }
    };
    try {
      await stack.up(this.declared);
      return undefined;
    } catch (error) {
      const known = [Interruption, AssociationError, CheckRefusal].some((type) => error instanceof type);
      if (!known) {
        throw error;
      }
      return error as Error;
    } finally {
      ec2.callsLeft = undefined;
      ec2.lostAnswers = 0;
      ec2.beforeCall = () => undefined;
    }
  }

  /** The only reason to refuse is a profile that someone else has attached. */
  private mustBeJustified(failure: Error, before: string | undefined, attached: string | undefined): void {
    expect(failure.message).to.contain("which this resource did not make");
    expect(this.declared.replaceExisting, failure.message).to.not.equal(true);
    expect(before, failure.message).to.not.equal(undefined);
    expect(profileArn(before ?? ""), failure.message).to.not.equal(attached);
  }
}

/** Someone gives the instance another profile, or none. */
class Drift implements Command {
  constructor(private readonly profile: string | undefined) {}

  check(): boolean {
    return true;
  }

  run(_model: Model, { ec2 }: Real): Promise<void> {
    ec2.setFromOutside(this.profile);
    return Promise.resolve();
  }

  toString(): string {
    return `drift(${this.profile ?? "none"})`;
  }
}

/** Someone starts or stops the instance. */
class ChangeState implements Command {
  constructor(private readonly state: "running" | "stopped" | "pending") {}

  check(): boolean {
    return true;
  }

  run(_model: Model, { ec2 }: Real): Promise<void> {
    ec2.instance = this.state;
    ec2.next = this.state === "pending" ? { state: "running", at: ec2.time + 20_000 } : undefined;
    return Promise.resolve();
  }

  toString(): string {
    return `state(${this.state})`;
  }
}

class Refresh implements Command {
  check(): boolean {
    return true;
  }

  async run(_model: Model, { ec2, stack }: Real): Promise<void> {
    const existed = stack.association !== undefined;
    const calls = ec2.mutatingCalls().length;
    await stack.refresh();
    expect(ec2.mutatingCalls().length).to.equal(calls);
    const shown = existed ? ec2.attached : undefined;
    expect(stack.association?.state.profileArn).to.equal(shown && profileArn(shown));
  }

  toString(): string {
    return "refresh";
  }
}

class Destroy implements Command {
  constructor(private readonly killAfter: number | undefined) {}

  check(): boolean {
    return true;
  }

  async run(model: Model, { ec2, stack }: Real): Promise<void> {
    const before = ec2.attached;
    const state = stack.association?.state;
    ec2.gaps.length = 0;
    ec2.callsLeft = this.killAfter;
    try {
      await stack.destroy();
    } catch (error) {
      expect(error).to.be.instanceOf(Interruption);
      return;
    } finally {
      ec2.callsLeft = undefined;
    }
    const restores = state?.onDelete === "restore" && model.former !== undefined;
    if (state === undefined || state.onDelete === "keep") {
      expect(ec2.attached).to.equal(before);
    } else if (before !== undefined && profileArn(before) !== state.attachedProfileArn) {
      expect(ec2.attached, "someone else's profile is left").to.equal(before);
    } else {
      expect(ec2.attached).to.equal(restores ? model.former : undefined);
    }
    if (restores) {
      expect(ec2.gaps, "a running instance lost its profile in a restoration").to.deep.equal([]);
    }
  }

  toString(): string {
    return `destroy(kill ${this.killAfter ?? "-"})`;
  }
}

const declaration: fc.Arbitrary<Declaration> = fc.record({
  profile: fc.constantFrom(...OURS),
  adopt: fc.boolean(),
  replaceExisting: fc.boolean(),
  onDelete: fc.constantFrom("restore" as const, "detach" as const, "keep" as const),
});
const calls = fc.option(fc.integer({ min: 1, max: 14 }), { nil: undefined, freq: 2 });

const commands = fc.commands<Model, Real, false>(
  [
    fc
      .tuple(declaration, calls, calls, fc.nat(2))
      .map(([declared, kill, stop, lost]) => new Up(declared, kill, stop, lost)),
    fc.option(fc.constantFrom(...THEIRS), { nil: undefined }).map((profile) => new Drift(profile)),
    fc.constantFrom("running" as const, "stopped" as const, "pending" as const).map((state) => new ChangeState(state)),
    fc.constant(new Refresh()),
    calls.map((kill) => new Destroy(kill)),
  ],
  { size: "+1" },
);

describe("an association over random sequences of update, drift, refresh, interruption and destruction", () => {
  it("never takes the profile from a running instance in a replacement, and ends as declared", async () => {
    const property = fc.asyncProperty(
      commands,
      fc.constantFrom(...OURS),
      fc.boolean(),
      async (sequence, last, acceptsStopping) => {
        const ec2 = new SimulatedEc2();
        ec2.acceptsStopping = acceptsStopping;
        [...OURS, ...THEIRS].forEach((name) => {
          ec2.addProfile(name);
        });
        const stack = new DynamicStack(ec2);
        await fc.asyncModelRun(() => ({ model: { former: undefined }, real: { ec2, stack } }), sequence);
        await stack.refresh();
        await stack.up({ profile: last, replaceExisting: true });
        // An update that found its profile attached, by one that was killed, had nothing to wait for.
        await ec2.sleep(10_000);
        expect([ec2.attached, ec2.inForce, ec2.open]).to.deep.equal([last, last, 0]);
      },
    );
    await fc.assert(property, { seed: SEED, numRuns: Math.ceil(RUNS / 5) });
  });
});
