import { AwsCallError } from "../../aws/aws-call-error";
import type {
  InstanceProfileCalls,
  LiveAssociation,
  LiveInstance,
  LiveInstanceProfile,
} from "../../aws/instance-profile-calls";

export const INSTANCE = "i-0123456789abcdef0";
export const ACCOUNT = "123456789012";

/** Milliseconds that EC2 takes to carry a change of an association out. */
const SETTLING = 3_000;

export function profileArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:instance-profile/${name}`;
}

/** Thrown where the simulated process is killed. */
export class Interruption extends Error {}

interface SimulatedAssociation {
  readonly associationId: string;
  readonly profileArn: string;
  /** When it is in force. */
  readonly from: number;
  /** When it is no more. */
  until?: number;
}

interface SimulatedProfile {
  readonly roleArns: readonly string[];
  /** When IAM shows it, and when EC2 knows of it. */
  readonly visibleAt: number;
  readonly knownToEc2At: number;
}

/**
 * One instance and the profiles of an account, on a clock of their own: follows the table of states in the AWS
 * documentation, takes time for each change, and counts every call.
 */
export class SimulatedEc2 implements InstanceProfileCalls {
  /** Milliseconds since the start. */
  time = 0;
  instance: LiveInstance["state"] | undefined = "running";
  /** The state that follows a passing one, and when. */
  next: { readonly state: LiveInstance["state"] | undefined; readonly at: number } | undefined;
  /** Whether a stopping instance accepts what a stopped one does: AWS documents neither. */
  acceptsStopping = true;
  readonly calls: string[] = [];
  /** Errors to answer the next calls of an action with, in order. */
  readonly faults: Partial<Record<string, { readonly code: string; readonly message: string }[]>> = {};
  /** How many more answers of changing calls are lost, after the calls were carried out. */
  lostAnswers = 0;
  /** Runs before each call: what happens between two calls. */
  beforeCall: (action: string) => void = () => undefined;
  /** How many more calls are made before the process is killed, just after the last; unlimited if undefined. */
  callsLeft: number | undefined;
  /** Times at which a running instance had no profile any more because of a call. */
  readonly gaps: number[] = [];
  private associations: SimulatedAssociation[] = [];
  private readonly profiles = new Map<string, SimulatedProfile>();
  private count = 0;

  now = (): number => this.time;
  random = (): number => 0.5;
  sleep = (milliseconds: number): Promise<void> => {
    this.time += milliseconds;
    return Promise.resolve();
  };
  /** How many connections are open. */
  open = 0;
  connect = (): Promise<this> => {
    this.open += 1;
    return Promise.resolve(this);
  };
  close = (): void => {
    this.open -= 1;
  };

  addProfile(name: string, options: Partial<SimulatedProfile> = {}): void {
    const roleArns = [`arn:aws:iam::${ACCOUNT}:role/${name}`];
    this.profiles.set(name, { roleArns, visibleAt: this.time, knownToEc2At: this.time, ...options });
  }

  removeProfile(name: string): void {
    this.profiles.delete(name);
  }

  /** The profile that lasts on the instance, by name. */
  get attached(): string | undefined {
    return this.lasting()?.profileArn.split("/").at(-1);
  }

  get associationId(): string | undefined {
    return this.lasting()?.associationId;
  }

  /** The profile that instance metadata gives credentials for at this moment, by name. */
  get inForce(): string | undefined {
    const current = this.associations.filter(({ from, until }) => from <= this.time && this.time < (until ?? Infinity));
    return current.at(-1)?.profileArn.split("/").at(-1);
  }

  /** Someone else, who waits until all is settled, gives the instance a profile or none. */
  setFromOutside(name: string | undefined): void {
    this.time += SETTLING;
    this.associations = name === undefined ? [] : [this.newAssociation(profileArn(name), this.time)];
  }

  mutatingCalls(): readonly string[] {
    return this.calls.filter(isMutating);
  }

  describeInstance(): Promise<LiveInstance | undefined> {
    return this.answer("ec2:DescribeInstances", () => {
      const state = this.state();
      const shown = this.associations.findLast(
        ({ from, until }) => from <= this.time && this.time < (until ?? Infinity),
      );
      return state && { state, ...(shown && { profileArn: shown.profileArn }) };
    });
  }

  describeAssociations(): Promise<readonly LiveAssociation[]> {
    return this.answer("ec2:DescribeIamInstanceProfileAssociations", () =>
      this.associations
        .filter(({ until }) => this.time < (until ?? Infinity))
        .map(({ associationId, profileArn: arn, from, until }) => ({
          associationId,
          profileArn: arn,
          state: until !== undefined ? "disassociating" : from <= this.time ? "associated" : "associating",
        })),
    );
  }

  getInstanceProfile(name: string): Promise<LiveInstanceProfile | undefined> {
    return this.answer("iam:GetInstanceProfile", () => {
      const profile = this.profiles.get(name);
      return profile === undefined || profile.visibleAt > this.time
        ? undefined
        : { arn: profileArn(name), name, roleArns: profile.roleArns };
    });
  }

  associate(_instanceId: string, arn: string): Promise<void> {
    return this.answer("ec2:AssociateIamInstanceProfile", () => {
      this.mustBeInState(["running", "stopping", "stopped"]);
      this.mustKnow(arn);
      if (this.associations.some(({ until }) => this.time < (until ?? Infinity))) {
        throw error("IncorrectState", `There is an existing association for instance ${INSTANCE}`);
      }
      this.associations = [this.newAssociation(arn, this.time + SETTLING)];
    });
  }

  replace(associationId: string, arn: string): Promise<void> {
    return this.answer("ec2:ReplaceIamInstanceProfileAssociation", () => {
      const former = this.lasting();
      if (former?.associationId !== associationId) {
        throw error("InvalidAssociationID.NotFound", `The association ${associationId} does not exist`);
      }
      if (this.state() !== "running" || former.from > this.time) {
        throw error("IncorrectState", `The association ${associationId} is not the active association`);
      }
      this.mustKnow(arn);
      former.until = this.time + SETTLING;
      this.associations = [former, this.newAssociation(arn, this.time + SETTLING)];
    });
  }

  disassociate(associationId: string): Promise<void> {
    return this.answer("ec2:DisassociateIamInstanceProfile", () => {
      this.mustBeInState(["running", "stopping", "stopped"]);
      const former = this.lasting();
      if (former?.associationId !== associationId) {
        throw error("InvalidAssociationID.NotFound", `The association ${associationId} does not exist`);
      }
      former.until = this.time + SETTLING;
      if (this.state() === "running") {
        this.gaps.push(former.until);
      }
    });
  }

  private answer<T>(action: string, run: () => T): Promise<T> {
    return Promise.resolve().then(() => {
      this.beforeCall(action);
      this.time += 100;
      this.calls.push(action);
      const fault = this.faults[action]?.shift();
      if (fault !== undefined) {
        throw new AwsCallError(action, fault.code, fault.message);
      }
      try {
        const answer = run();
        if (isMutating(action) && this.lostAnswers > 0) {
          this.lostAnswers -= 1;
          throw new AwsCallError(action, "ECONNRESET", "socket hang up", undefined, true);
        }
        return answer;
      } catch (thrown) {
        throw thrown instanceof SimulatedError ? new AwsCallError(action, thrown.code, thrown.message) : thrown;
      } finally {
        this.spendCall();
      }
    });
  }

  private spendCall(): void {
    if (this.callsLeft !== undefined && --this.callsLeft <= 0) {
      throw new Interruption("the process was killed");
    }
  }

  private state(): LiveInstance["state"] | undefined {
    if (this.next !== undefined && this.next.at <= this.time) {
      this.instance = this.next.state;
      this.next = undefined;
    }
    return this.instance;
  }

  private lasting(): SimulatedAssociation | undefined {
    return this.associations.find(({ until }) => until === undefined);
  }

  private newAssociation(arn: string, from: number): SimulatedAssociation {
    return { associationId: `iip-assoc-${++this.count}`, profileArn: arn, from };
  }

  private mustBeInState(states: readonly string[]): void {
    const state = this.state();
    if (state === undefined) {
      throw error("InvalidInstanceID.NotFound", `The instance ID '${INSTANCE}' does not exist`);
    }
    if (!states.includes(state) || (state === "stopping" && !this.acceptsStopping)) {
      throw error("IncorrectInstanceState", `The instance '${INSTANCE}' is not in the 'running' or 'stopped' states.`);
    }
  }

  private mustKnow(arn: string): void {
    const profile = this.profiles.get(arn.split("/").at(-1) ?? "");
    if (profile === undefined || profile.knownToEc2At > this.time) {
      throw error(
        "InvalidParameterValue",
        `Value (${arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`,
      );
    }
  }
}

function isMutating(action: string): boolean {
  return /^ec2:(Associate|Replace|Disassociate)/.test(action);
}

class SimulatedError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

function error(code: string, message: string): SimulatedError {
  return new SimulatedError(code, message);
}
