import { expect } from "chai";

import { AwsCallError } from "../../../aws/aws-call-error";
import { type DynamicStack, freshStack, type Phase } from "../../support/dynamic-stack";
import { refusal } from "../../support/refusal";
import { profileArn, SimulatedEc2 } from "../../support/simulated-ec2";

const ASSOCIATE = "ec2:AssociateIamInstanceProfile";
const REPLACE = "ec2:ReplaceIamInstanceProfileAssociation";
const DISASSOCIATE = "ec2:DisassociateIamInstanceProfile";
const FIND = "ec2:DescribeInstances";
const FIND_ASSOCIATION = "ec2:DescribeIamInstanceProfileAssociations";
const FIND_PROFILE = "iam:GetInstanceProfile";

/** An operation whose `phase` makes the call `action`, from where `before` leaves the stack, and the profile that it comes to. */
interface Operation {
  readonly phase?: Phase;
  readonly action: string;
  before(stack: DynamicStack, ec2: SimulatedEc2): Promise<void>;
  run(stack: DynamicStack): Promise<void>;
  readonly profile: string | undefined;
}

const up = (profile: string) => (stack: DynamicStack) => stack.up({ profile, replaceExisting: true });
const attached = async (stack: DynamicStack): Promise<void> => up("web")(stack);
const attachedAndStopped = async (stack: DynamicStack, ec2: SimulatedEc2): Promise<void> => {
  await up("web")(stack);
  ec2.instance = "stopped";
};
const replaced = async (stack: DynamicStack, ec2: SimulatedEc2): Promise<void> => {
  ec2.setFromOutside("theirs");
  await up("web")(stack);
};
const destroy = (stack: DynamicStack) => stack.destroy();

/** Each mutating call of each operation. */
const CHANGES: Readonly<Record<string, Operation>> = {
  create: { action: ASSOCIATE, before: () => Promise.resolve(), run: up("web"), profile: "web" },
  update: { action: REPLACE, before: attached, run: up("worker"), profile: "worker" },
  "update of a stopped instance": {
    action: DISASSOCIATE,
    before: attachedAndStopped,
    run: up("worker"),
    profile: "worker",
  },
  "delete that detaches": { action: DISASSOCIATE, before: attached, run: destroy, profile: undefined },
  "delete that gives back": { action: REPLACE, before: replaced, run: destroy, profile: "theirs" },
};

/** Each reading call of each operation, by phase. */
const READS: Readonly<Record<string, Operation>> = {
  "record, finding the instance": { ...CHANGES["create"]!, phase: "record", action: FIND },
  ...Object.fromEntries(
    (["check", "operation"] as const).flatMap((phase) =>
      ["create", "update"].flatMap((name) =>
        [FIND, FIND_ASSOCIATION, FIND_PROFILE].map((action) => [
          `${phase} of ${name}, ${action}`,
          { ...CHANGES[name]!, phase, action },
        ]),
      ),
    ),
  ),
  "delete, finding the instance": { ...CHANGES["delete that detaches"]!, action: FIND },
  "delete, finding the association": { ...CHANGES["delete that detaches"]!, action: FIND_ASSOCIATION },
  "delete, finding the former profile": { ...CHANGES["delete that gives back"]!, action: FIND_PROFILE },
  refresh: { action: FIND, before: attached, run: (stack) => stack.refresh(), profile: "web" },
};

const DENIED = "User: u is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/web";

/** Errors that end an operation, and what the user is told. */
const FATAL: readonly (readonly [code: string, message: string, want: string])[] = [
  ["UnauthorizedOperation", DENIED, "missing the permission `iam:PassRole` on `arn:aws:iam::123456789012:role/web`"],
  ["CredentialsProviderError", "Could not load credentials from any providers", "no usable AWS credentials"],
  ["ExpiredToken", "The security token included in the request is expired", "no usable AWS credentials"],
  ["OptInRequired", "You are not subscribed to this service", "no usable AWS credentials"],
  ["RequestExpired", "Request has expired.", "the clock of this machine differs"],
  ["SignatureDoesNotMatch", "Signature not yet current: a is still later than b", "the clock of this machine differs"],
  ["ECONNREFUSED", "connect", "AWS is not reachable"],
  ["CERT_HAS_EXPIRED", "certificate has expired", "no secure connection to AWS"],
  ["ForeignAnswer", "a page", "AWS does not answer as AWS does"],
  ["InvalidParameterValue", "Value (x) for parameter instanceId is invalid.", "InvalidParameterValue: Value (x)"],
  ["SomethingNew", "never heard of", "SomethingNew: never heard of"],
];

/** Errors that pass. */
const BUSY: readonly (readonly [code: string, message: string])[] = [
  ["RequestLimitExceeded", "Request limit exceeded."],
  ["Throttling", "Rate exceeded"],
  ["InternalError", "An internal error has occurred"],
  ["ECONNRESET", "socket hang up"],
  ["ServerError", "the server answered with HTTP status 502"],
];

/** Errors of mutating calls that pass: EC2 does not know of the profile yet, or the state is not what was observed. */
const PASSING: readonly (readonly [code: string, message: string])[] = [
  ...BUSY,
  [
    "InvalidParameterValue",
    "Value (web) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
  ],
  ["InvalidParameterValue", 'IAM Instance Profile "web" has no associated IAM Roles'],
  ["IncorrectState", "InstanceIdentityProfile not found for the key: 123456789012/web"],
  ["IncorrectState", "The association iip-assoc-1 is not the active association"],
  ["IncorrectState", "There is an existing association for instance i-0123456789abcdef0"],
  ["IncorrectInstanceState", "The instance is not in the 'running' or 'stopped' states."],
  ["InvalidAssociationID.NotFound", "The association iip-assoc-1 does not exist"],
  ["InvalidParameterValue", "Invalid value for associationId."],
  ["InvalidInstanceID.NotFound", "The instance ID does not exist"],
];

describe("the operations of an association that meet an error of AWS", () => {
  let ec2: SimulatedEc2;
  let stack: DynamicStack;
  beforeEach(() => {
    ({ ec2, stack } = freshStack());
  });
  afterEach(() => {
    expect(ec2.open, "open connections").to.equal(0);
  });

  /** Lets the calls of the operation's phase meet these errors, and tells which phases there were. */
  function failing({ phase = "operation", action }: Operation, faults: readonly { code: string; message: string }[]) {
    const phases: Phase[] = [];
    stack.before = (next) => {
      phases.push(next);
      if (next === phase) ec2.faults[action] = [...faults];
    };
    return phases;
  }

  for (const [name, operation] of Object.entries({ ...CHANGES, ...READS })) {
    const { phase: wanted = "operation" } = operation;

    for (const [code, message, want] of FATAL) {
      it(`${name}: ${code} ends it, and nothing is changed`, async () => {
        await operation.before(stack, ec2);
        const { attached: before, association } = { attached: ec2.attached, association: stack.association };
        const calls = ec2.mutatingCalls().filter((action) => action !== operation.action).length;
        const phases = failing(operation, [{ code, message }]);
        expect(await refusal(operation.run(stack)))
          .to.contain(want)
          .and.to.contain(`${operation.action} failed with`);
        expect(phases.at(-1)).to.equal(wanted);
        expect([ec2.attached, stack.association]).to.deep.equal([before, association]);
        expect(ec2.mutatingCalls().filter((action) => action !== operation.action)).to.have.lengthOf(calls);
      });
    }

    for (const [code, message] of operation.action.startsWith("ec2:Describe") || operation.action === FIND_PROFILE
      ? BUSY
      : PASSING) {
      it(`${name}: ${code} (${message.slice(0, 40)}) is waited out`, async () => {
        await operation.before(stack, ec2);
        failing(
          operation,
          [1, 2, 3].map(() => ({ code, message })),
        );
        await operation.run(stack);
        expect(ec2.attached).to.equal(operation.profile);
        expect(ec2.faults[operation.action]).to.deep.equal([]);
      });
    }

    it(`${name}: gives up after two minutes`, async () => {
      await operation.before(stack, ec2);
      const { attached: before, time } = ec2;
      failing(
        operation,
        Array.from({ length: 1000 }, () => ({ code: "Throttling", message: "slow" })),
      );
      expect(await refusal(operation.run(stack))).to.contain(
        `AWS still does not answer after 120 seconds; ${operation.action} failed with Throttling: slow`,
      );
      expect(ec2.attached).to.equal(before);
      expect(ec2.time - time).to.be.within(120_000, 130_000);
    });
  }

  describe("after a part was done", () => {
    it("an attach that is refused gives a stopped instance its former profile again, and says so", async () => {
      await attachedAndStopped(stack, ec2);
      const before = stack.association;
      ec2.faults[ASSOCIATE] = [{ code: "UnauthorizedOperation", message: DENIED }];
      expect(await refusal(up("worker")(stack)))
        .to.contain("missing the permission `iam:PassRole`")
        .and.to.match(/; the instance has its former profile `[^`]+\/web` again$/);
      expect([ec2.attached, stack.association]).to.deep.equal(["web", before]);
      await up("worker")(stack);
      expect(ec2.attached).to.equal("worker");
    });

    it("an attach that is refused for both profiles says that there is none, and the next update goes on", async () => {
      await attachedAndStopped(stack, ec2);
      ec2.faults[ASSOCIATE] = [1, 2].map(() => ({ code: "UnauthorizedOperation", message: DENIED }));
      expect(await refusal(up("worker")(stack))).to.match(
        /; the instance has no profile now, as far as is known: `[^`]+\/web` was detached and could not be attached again \(access denied/,
      );
      expect([ec2.attached, stack.association?.state.attachedProfileArn]).to.deep.equal([
        undefined,
        profileArn("worker"),
      ]);
      await up("worker")(stack);
      expect(ec2.attached).to.equal("worker");
    });

    it("an attach that is refused leaves what someone else has attached meanwhile", async () => {
      await attachedAndStopped(stack, ec2);
      ec2.faults[ASSOCIATE] = [{ code: "UnauthorizedOperation", message: DENIED }];
      ec2.beforeCall = (action) => {
        if (action === ASSOCIATE) ec2.setFromOutside("theirs");
      };
      expect(await refusal(up("worker")(stack))).to.contain("was detached, and the instance is gone or has another");
      expect(ec2.attached).to.equal("theirs");
    });

    it("a lost answer and then an error that ends it leave the association in the state", async () => {
      ec2.lostAnswers = 1;
      ec2.beforeCall = () => {
        if (ec2.mutatingCalls().length > 0) ec2.faults[FIND] = [{ code: "UnauthorizedOperation", message: "no more" }];
      };
      expect(await refusal(up("web")(stack))).to.contain("missing the permission `ec2:DescribeInstances`");
      expect([ec2.attached, stack.association?.state.attachedProfileArn]).to.deep.equal(["web", profileArn("web")]);
    });

    it("an error that ends it and may have come after the change leaves the association in the state", async () => {
      ec2.beforeCall = (action) => {
        if (action !== ASSOCIATE) return;
        ec2.setFromOutside("web");
        throw new AwsCallError(ASSOCIATE, "ForeignAnswer", "a page", undefined, true);
      };
      expect(await refusal(up("web")(stack))).to.contain("does not answer as AWS does");
      expect(stack.association?.state.attachedProfileArn).to.equal(profileArn("web"));
      await stack.destroy();
      expect(ec2.attached).to.equal(undefined);
    });

    it("a call that succeeds again and again without effect ends after two minutes", async () => {
      ec2.associate = () => Promise.resolve().then(() => void ec2.calls.push(ASSOCIATE));
      expect(await refusal(up("web")(stack))).to.equal(
        "EC2 still does not show what the call has done after 120 seconds",
      );
      expect(ec2.mutatingCalls().length).to.be.lessThan(20);
      expect(stack.association?.state.attachedProfileArn).to.equal(profileArn("web"));
    });
  });
});
