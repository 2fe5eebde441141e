import { expect } from "chai";
import * as fc from "fast-check";
import {
  bundledCatalogue,
  checkContainment,
  checkEquivalence,
  compilePolicies,
  effectivePermissions,
  evaluate,
} from "../../iam";
import { proposedPolicies, Replay, type ResourceMode } from "../../right-size";
import { RUNS, SEED } from "../support/property-settings";
import { ACCOUNT, CALLS } from "./generated-log";
import {
  allow,
  BUCKET,
  document,
  fullTrail,
  observed,
  policy,
  propose,
  smallCatalogue,
  statementsOf,
} from "./proposing";

describe("laws of right-sizing", () => {
  const call = fc.oneof(
    fc
      .tuple(fc.constantFrom("media", "logs"), fc.stringMatching(/^[ab]{1,2}(\/[ab]{1,2}){0,3}$/))
      .chain(([bucket, key]) =>
        fc.constantFrom(CALLS.getObject(bucket, key), CALLS.putObject(bucket, key), CALLS.headObject(bucket, key)),
      ),
    fc.constantFrom("jobs", "mails").map(CALLS.sendMessage),
    fc.constantFrom("i-0a", "i-0b").map(CALLS.stopInstances),
    fc.constant(CALLS.describeInstances()),
  );
  const conditions = fc.constantFrom(
    {},
    {},
    { Condition: { StringEquals: { "aws:PrincipalTag/t": "1" } } },
    { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } },
    { Condition: { StringEquals: { "ec2:ResourceTag/app": "${aws:PrincipalTag/app}" } } },
    { Condition: { Bool: { "aws:SecureTransport": "true" }, IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
  );
  const actions = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom("s3:*", "s3:Get*", "s3:PutObject", "sqs:SendMessage", "ec2:StopInstances"),
    },
    fc.constantFrom("ec2:Describe*", "*"),
  );
  const resources = fc.constantFrom(
    "*",
    `${BUCKET}/*`,
    `${BUCKET}/a*`,
    `${BUCKET}/\${aws:PrincipalTag/team}/*`,
    "arn:aws:s3:::*/a?",
    "arn:aws:s3:::logs/*",
    `arn:aws:sqs:*:${ACCOUNT}:*`,
    "arn:aws:ec2:*:*:instance/*",
  );
  const statement = fc
    .tuple(
      fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
      fc.oneof(
        { weight: 4, arbitrary: actions.map((Action) => ({ Action })) },
        fc.constantFrom({ NotAction: "iam:*" }, { NotAction: ["s3:Put*", "iam:*"] }),
      ),
      fc.oneof(
        { weight: 4, arbitrary: resources.map((Resource) => ({ Resource })) },
        fc.constantFrom({ NotResource: `${BUCKET}/a*` }, { NotResource: ["arn:aws:s3:::logs/*", `${BUCKET}/b*`] }),
      ),
      conditions,
    )
    .map(([Effect, action, resource, rest]) => ({ Effect, ...action, ...resource, ...rest }));
  const old = fc
    .array(statement, { minLength: 1, maxLength: 4 })
    .map((statements) => [policy(document(...statements))]);
  const modes = fc.constantFrom<ResourceMode>("exact", "prefix", "type");
  const settings = { seed: SEED, numRuns: Math.max(60, RUNS / 100) };
  const assumeUnused = ["s3", "ec2", "sqs"];
  const catalogue = smallCatalogue("ec2", "s3", "sqs");

  it("the proposal lies within the old policies, allows every call, and is the same in any order", () => {
    fc.assert(
      fc.property(
        old,
        fc.array(call, { minLength: 1, maxLength: 12 }),
        modes,
        fc.boolean(),
        (policies, calls, resources, all) => {
          const observations = [...(all ? fullTrail() : []), ...calls.map((one) => observed(one))];
          const options = { resources, assumeUnused, catalogue };
          const proposal = propose(policies, observations, options);
          expect(proposal.containment.kind).to.equal("contained");
          const proposed = proposedPolicies(proposal, policies);
          const replay = new Replay(policies, proposed, bundledCatalogue());
          for (const one of observations) replay.add(one);
          // What the old policies themselves do not allow was not allowed by them.
          const before = new Replay(policies, policies, bundledCatalogue());
          for (const one of observations) before.add(one);
          const impossible = new Set(before.failures.map(({ request }) => JSON.stringify(request)));
          expect(replay.failures.filter(({ request }) => !impossible.has(JSON.stringify(request)))).to.deep.equal([]);
          expect(replay.failures.filter(({ isGranted }) => isGranted)).to.deep.equal([]);
          const again = propose(policies, [...observations].reverse(), options);
          expect(JSON.stringify(statementsOf(again))).to.equal(JSON.stringify(statementsOf(proposal)));
        },
      ),
      settings,
    );
  });

  it("knows the truth: the permissions that made the calls are allowed, and without wildcards no others", () => {
    const all = [policy(document(allow(["s3:*", "sqs:*", "ec2:*"], "*")))];
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 12 }), (calls) => {
        const proposal = propose(all, [...fullTrail(), ...calls.map((one) => observed(one))], { assumeUnused });
        const compiled = compilePolicies({ identity: proposedPolicies(proposal, all) });
        const truth = new Set(calls.flatMap(({ permissions }) => permissions));
        const allowed = statementsOf(proposal).flatMap((one) => {
          const { Action, Resource } = one as { Action: string | string[]; Resource: string | string[] };
          return [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} ${resource}`));
        });
        expect(new Set(allowed)).to.deep.equal(truth);
        for (const permission of truth) {
          const [action = "", resource = ""] = permission.split(" ");
          const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/app/s`;
          expect(evaluate({ principal, action, resource, context: {} }, compiled).decision).to.equal("allowed");
        }
      }),
      settings,
    );
  });

  it("a second run on the same logs, with the proposal as the old policy, comes to the same", () => {
    fc.assert(
      fc.property(old, fc.array(call, { minLength: 1, maxLength: 8 }), modes, (policies, calls, resources) => {
        const observations = [...fullTrail(), ...calls.map((one) => observed(one))];
        const options = { resources, assumeUnused, catalogue };
        const first = propose(policies, observations, options);
        fc.pre(first.policies.some(({ document: { statements } }) => statements.length > 0));
        const proposed = proposedPolicies(first, policies);
        const second = propose(proposed, observations, options);
        expect(second.undecided).to.deep.equal([]);
        expect(checkEquivalence(proposed, proposedPolicies(second, proposed)).kind).to.equal("equivalent");
      }),
      settings,
    );
  });

  it("more events never remove a permission", () => {
    fc.assert(
      fc.property(
        old,
        fc.array(call, { minLength: 1, maxLength: 8 }),
        fc.array(call, { maxLength: 8 }),
        modes,
        fc.boolean(),
        (policies, some, more, resources, isAssumed) => {
          // The first event of a bucket that is not recorded else shows that it is.
          const base = [...fullTrail(), ...fullTrail("logs", "mails"), ...some.map((one) => observed(one))];
          const options = { resources, assumeUnused: isAssumed ? assumeUnused : [], catalogue };
          const smaller = proposedPolicies(propose(policies, base, options), policies);
          const larger = proposedPolicies(
            propose(policies, [...base, ...more.map((one) => observed(one))], options),
            policies,
          );
          expect(checkContainment(smaller, larger).kind).to.equal("contained");
        },
      ),
      settings,
    );
  });

  it("under a permissions boundary, too, the proposal allows nothing more, and every call that the boundary allows", () => {
    const principal = `arn:aws:iam::${ACCOUNT}:role/app`;
    const boundaries = fc.constantFrom(allow(["s3:Get*", "ec2:*"], "*"), {
      Effect: "Allow",
      NotAction: "s3:PutObject",
      NotResource: "arn:aws:s3:::logs/*",
    });
    fc.assert(
      fc.property(old, fc.array(call, { minLength: 1, maxLength: 6 }), boundaries, (policies, calls, limit) => {
        const permissionsBoundary = policy(document(limit), "boundary");
        const observations = [...fullTrail(), ...calls.map((one) => observed(one))];
        const proposed = proposedPolicies(propose(policies, observations, { assumeUnused, catalogue }), policies);
        const [smaller, larger] = [proposed, policies].map((identity) => ({ identity, permissionsBoundary }));
        const within = checkContainment(
          effectivePermissions(smaller!, { principal }),
          effectivePermissions(larger!, { principal }),
        );
        const [added] = propose(policies, observations, { assumeUnused, catalogue }).additions;
        if (added === undefined) expect(within.kind).to.equal("contained");
        for (const { permissions } of calls) {
          for (const permission of permissions) {
            const [action = "", resource = ""] = permission.split(" ");
            const request = { principal: `arn:aws:sts::${ACCOUNT}:assumed-role/app/s`, action, resource, context: {} };
            if (evaluate(request, larger!).decision !== "allowed") continue;
            expect(evaluate(request, smaller!).decision).to.equal("allowed");
          }
        }
      }),
      { ...settings, numRuns: settings.numRuns / 2 },
    );
  });
});
