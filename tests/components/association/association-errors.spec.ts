import { expect } from "chai";

import { type DynamicStack, freshStack } from "../../support/dynamic-stack";
import { refusal } from "../../support/refusal";
import { profileArn, SimulatedEc2 } from "../../support/simulated-ec2";

const ASSOCIATE = "ec2:AssociateIamInstanceProfile";
const REPLACE = "ec2:ReplaceIamInstanceProfileAssociation";
const DISASSOCIATE = "ec2:DisassociateIamInstanceProfile";
const FIND = "ec2:DescribeInstances";
const FIND_PROFILE = "iam:GetInstanceProfile";

/** An operation that makes the call `action`, from where `before` leaves the stack, and the profile that it comes to. */
interface Operation {
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

/** Each reading call of each operation. */
const READS: Readonly<Record<string, Operation>> = {
  "create, finding the instance": { ...CHANGES["create"]!, action: FIND },
  "create, finding the profile": { ...CHANGES["create"]!, action: FIND_PROFILE },
  "update, finding the instance": { ...CHANGES["update"]!, action: FIND },
  "update, finding the profile": { ...CHANGES["update"]!, action: FIND_PROFILE },
  "delete, finding the instance": { ...CHANGES["delete that detaches"]!, action: FIND },
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

  for (const [name, operation] of Object.entries({ ...CHANGES, ...READS })) {
    for (const [code, message, want] of FATAL) {
      it(`${name}: ${code} ends it, and nothing is changed`, async () => {
        await operation.before(stack, ec2);
        const { attached: before, association } = { attached: ec2.attached, association: stack.association };
        const calls = ec2.mutatingCalls().filter((action) => action !== operation.action).length;
        ec2.faults[operation.action] = [{ code, message }];
        expect(await refusal(operation.run(stack)))
          .to.contain(want)
          .and.to.contain(`${operation.action} failed with`);
        expect([ec2.attached, stack.association]).to.deep.equal([before, association]);
        expect(ec2.mutatingCalls().filter((action) => action !== operation.action)).to.have.lengthOf(calls);
      });
    }

    for (const [code, message] of operation.action.startsWith("ec2:Describe") || operation.action === FIND_PROFILE
      ? BUSY
      : PASSING) {
      it(`${name}: ${code} (${message.slice(0, 40)}) is waited out`, async () => {
        await operation.before(stack, ec2);
        ec2.faults[operation.action] = [1, 2, 3].map(() => ({ code, message }));
        await operation.run(stack);
        expect(ec2.attached).to.equal(operation.profile);
        expect(ec2.faults[operation.action]).to.deep.equal([]);
      });
    }

    it(`${name}: gives up after two minutes`, async () => {
      await operation.before(stack, ec2);
      const { attached: before, time } = ec2;
      ec2.faults[operation.action] = Array.from({ length: 1000 }, () => ({ code: "Throttling", message: "slow" }));
      expect(await refusal(operation.run(stack))).to.contain(
        `AWS still does not answer after 120 seconds; ${operation.action} failed with Throttling: slow`,
      );
      expect(ec2.attached).to.equal(before);
      expect(ec2.time - time).to.be.within(120_000, 130_000);
    });
  }

  it("update of a stopped instance: what was detached is in the state, and the next update attaches", async () => {
    await attachedAndStopped(stack, ec2);
    ec2.faults[ASSOCIATE] = [{ code: "UnauthorizedOperation", message: DENIED }];
    expect(await refusal(up("worker")(stack))).to.contain("missing the permission `iam:PassRole`");
    expect([ec2.attached, stack.association?.state.attachedProfileArn]).to.deep.equal([
      undefined,
      profileArn("worker"),
    ]);
    await up("worker")(stack);
    expect(ec2.attached).to.equal("worker");
  });
});
