import { expect } from "chai";
import * as fc from "fast-check";
import { bundledCatalogue, checkContainment, checkEquivalence, compilePolicies, evaluate } from "../../iam";
import { proposedPolicies, Replay, type ResourceMode } from "../../right-size";
import { RUNS, SEED } from "../support/property-settings";
import { ACCOUNT, CALLS } from "./generated-log";
import { allow, BUCKET, document, fullTrail, observed, policy, propose, statementsOf } from "./proposing";

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
  const old = fc
    .array(
      fc.tuple(
        fc.constantFrom("s3:*", "s3:Get*", "s3:PutObject", "sqs:SendMessage", "ec2:StopInstances", "ec2:Describe*"),
        fc.constantFrom(
          "*",
          `${BUCKET}/*`,
          `${BUCKET}/a*`,
          "arn:aws:s3:::logs/*",
          `arn:aws:sqs:*:${ACCOUNT}:*`,
          "arn:aws:ec2:*:*:instance/*",
        ),
        fc.constantFrom(
          {},
          { Condition: { StringEquals: { "aws:PrincipalTag/t": "1" } } },
          { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } },
        ),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((statements) => [
      policy(document(...statements.map(([action, resource, rest]) => allow(action, resource, rest)))),
    ]);
  const modes = fc.constantFrom<ResourceMode>("exact", "prefix", "type");
  const settings = { seed: SEED, numRuns: Math.max(60, RUNS / 100) };
  const assumeUnused = ["s3", "ec2", "sqs"];

  it("the proposal lies within the old policies, allows every call, and is the same in any order", () => {
    fc.assert(
      fc.property(
        old,
        fc.array(call, { minLength: 1, maxLength: 12 }),
        modes,
        fc.boolean(),
        (policies, calls, resources, all) => {
          const observations = [...(all ? fullTrail() : []), ...calls.map((one) => observed(one))];
          const options = { resources, assumeUnused };
          const proposal = propose(policies, observations, options);
          expect(proposal.containment.kind).to.equal("contained");
          const proposed = proposedPolicies(proposal, policies);
          const replay = new Replay(policies, proposed, bundledCatalogue());
          for (const one of observations) replay.add(one);
          expect(replay.failures).to.deep.equal([]);
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
        const options = { resources, assumeUnused };
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
        (policies, some, more, resources) => {
          const base = [...fullTrail(), ...some.map((one) => observed(one))];
          const options = { resources, assumeUnused };
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
});
