import { expect } from "chai";
import * as fc from "fast-check";
import {
  bundledCatalogue,
  checkContainment,
  compilePolicies,
  evaluate,
  parsePolicyDocument,
  serializePolicyDocument,
  type NamedPolicy,
} from "../../iam";
import {
  proposedPolicies,
  Replay,
  RightSizer,
  type Observation,
  type Proposal,
  type ResourceMode,
} from "../../right-size";
import { RUNS, SEED } from "../support/property-settings";
import { ACCOUNT, CALLS, type GeneratedCall } from "./generated-log";
import { observationOf } from "./observation-of";

function policy(document: object, id = "old"): NamedPolicy {
  const result = parsePolicyDocument(document);
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return { id, document: result.document };
}

function allow(Action: string | string[], Resource: string | string[], rest: object = {}): object {
  return { Effect: "Allow", Action, Resource, ...rest };
}

function document(...Statement: object[]): object {
  return { Version: "2012-10-17", Statement };
}

/** A call as the aggregation shows it, of the role or of somebody else. */
function observed(call: GeneratedCall, changes: Partial<Observation> = {}): Observation {
  const { requestParameters, eventSource, eventName, category, readOnly } = call;
  const observation = observationOf({ eventSource, eventName, requestParameters: requestParameters ?? {} });
  const container = JSON.stringify(Object.values(requestParameters ?? {})[0] ?? "").slice(1, -1);
  return { ...observation, category, readOnly, ...(category === "Data" ? { container } : {}), ...changes };
}

function withoutRole(observation: Observation): Observation {
  return Object.fromEntries(Object.entries(observation).filter(([name]) => name !== "role")) as unknown as Observation;
}

/** Calls of others of every kind: the trail records all of it. */
function fullTrail(bucket = "media", queue = "jobs"): readonly Observation[] {
  const others = withoutRole(observed(CALLS.describeInstances()));
  const kinds: readonly Partial<Observation>[] = [
    { readOnly: true },
    { readOnly: false },
    ...["s3.amazonaws.com", "sqs.amazonaws.com", "dynamodb.amazonaws.com"].flatMap((eventSource) =>
      [true, false].map((readOnly) => {
        const names: Readonly<Record<string, string>> = {
          "s3.amazonaws.com": bucket,
          "sqs.amazonaws.com": `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/${queue}`,
        };
        const container = names[eventSource] ?? "orders";
        return { eventSource, category: "Data", readOnly, container };
      }),
    ),
  ];
  return kinds.map((kind) => ({ ...others, events: 0, ...kind }));
}

function propose(
  policies: readonly NamedPolicy[],
  observations: readonly Observation[],
  options: { resources?: ResourceMode; assumeUnused?: readonly string[] } = {},
): Proposal {
  const sizer = new RightSizer(policies, { catalogue: bundledCatalogue(), ...options });
  for (const observation of observations) sizer.add(observation);
  return sizer.propose();
}

function statementsOf(proposal: Proposal): readonly object[] {
  return proposal.policies.flatMap(({ document: one }) => serializePolicyDocument(one).Statement);
}

const BUCKET = "arn:aws:s3:::media";

describe("right-sizing", () => {
  it("keeps what was used on the resources on which it was used, and removes the rest", () => {
    const old = [policy(document(allow(["s3:GetObject", "s3:PutObject"], `${BUCKET}/*`), allow("ec2:*", "*")))];
    const calls = [CALLS.getObject("media", "a.jpg"), CALLS.headObject("media", "b.jpg"), CALLS.describeInstances()];
    const proposal = propose(old, [...fullTrail(), ...calls.map((call) => observed(call))], { assumeUnused: ["ec2"] });
    expect(statementsOf(proposal)).to.deep.equal([
      { Sid: "Ec2Read", Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
      { Sid: "S3Read", Effect: "Allow", Action: "s3:GetObject", Resource: [`${BUCKET}/a.jpg`, `${BUCKET}/b.jpg`] },
    ]);
    expect(proposal.containment).to.deep.equal({ kind: "contained" });
    expect(proposal.undecided).to.deep.equal([]);
    expect(proposal.removed.map(({ action }) => action)).to.include("s3:PutObject");
    expect(proposal.removed.find(({ action }) => action === "ec2:RunInstances")?.isAssumed).to.equal(true);
  });

  it("keeps data events that the trail does not record, unless they are assumed to be unused", () => {
    const old = [
      policy(document(allow(["s3:GetObject", "s3:DeleteObject", "s3:PutBucketTagging"], [BUCKET, `${BUCKET}/*`]))),
    ];
    const calls = [
      observed(CALLS.getObject("media", "a")),
      ...fullTrail().filter(({ category }) => category !== "Data"),
    ];
    const proposal = propose(old, calls);
    expect(proposal.kept.map(({ action, resource }) => `${action} ${resource}`)).to.deep.equal([
      `s3:DeleteObject ${BUCKET}/*`,
    ]);
    expect(proposal.removed.map(({ action }) => action)).to.deep.equal(["s3:PutBucketTagging"]);
    expect(propose(old, calls, { assumeUnused: ["s3:Delete*"] }).kept).to.deep.equal([]);
  });

  it("keeps data events of a bucket of which the logs have none", () => {
    const old = [policy(document(allow("s3:GetObject", [`${BUCKET}/*`, "arn:aws:s3:::other/*"])))];
    const proposal = propose(old, [...fullTrail(), observed(CALLS.getObject("media", "a"))]);
    expect(proposal.kept.map(({ resource }) => resource)).to.deep.equal(["arn:aws:s3:::other/*"]);
    expect(proposal.kept[0]?.reason).to.include("`other`");
  });

  it("keeps services that do not log, PassRole, and what was last used before the window", () => {
    const old = [policy(document(allow(["ec2messages:GetMessages", "iam:PassRole", "ec2:DescribeInstances"], "*")))];
    const earlier = observed(CALLS.describeInstances(), { events: 0, earlier: "2025-11-02T00:00:00Z" });
    const proposal = propose(old, [
      ...fullTrail(),
      earlier,
      observed(CALLS.getTable("t"), { errorCode: "AccessDenied" }),
    ]);
    const reasons = Object.fromEntries(proposal.kept.map(({ action, reason }) => [action, reason]));
    expect(reasons["ec2messages:GetMessages"]).to.include("does not log");
    expect(reasons["iam:PassRole"]).to.include("does not log the action");
    expect(reasons["ec2:DescribeInstances"]).to.equal("it was last used before the window (2025-11-02)");
    expect([...proposal.denied.keys()]).to.deep.equal(["dynamodb:GetItem"]);
    expect(proposal.isEverythingUsed).to.equal(true);
  });

  it("keeps conditions and Deny statements, and leaves policies that only deny as they are", () => {
    const condition = { Condition: { StringEquals: { "aws:PrincipalTag/team": "media" } } };
    const deny = { Effect: "Deny", Action: "s3:PutObject", Resource: "*" };
    const old = [policy(document(allow("s3:*", `${BUCKET}/*`, condition), deny)), policy(document(deny), "guards")];
    const proposal = propose(old, [...fullTrail(), observed(CALLS.getObject("media", "a"))], { assumeUnused: ["s3"] });
    expect(statementsOf(proposal)).to.deep.equal([
      { Sid: "S3Read", Effect: "Allow", Action: "s3:GetObject", Resource: `${BUCKET}/a`, ...condition },
      deny,
    ]);
    expect(proposal.unchanged).to.deep.equal(["guards"]);
    const replay = new Replay(old, proposedPolicies(proposal, old), bundledCatalogue());
    replay.add(observed(CALLS.getObject("media", "a")));
    expect([replay.calls, replay.failures.length]).to.deep.equal([1, 0]);
  });

  it("names calls that the old policies do not allow, and adds exactly them", () => {
    const old = [policy(document(allow("s3:GetObject", `${BUCKET}/*`)))];
    const proposal = propose(old, [
      ...fullTrail(),
      observed(CALLS.getObject("media", "a")),
      observed(CALLS.sendMessage("jobs")),
    ]);
    expect(proposal.additions).to.deep.equal([
      { action: "sqs:SendMessage", resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs` },
    ]);
    expect(proposal.containment.kind).to.equal("contained");
    expect(statementsOf(proposal).map((one) => (one as { Sid?: string }).Sid)).to.deep.equal([
      "S3Read",
      "AddedSqsWrite",
    ]);
  });

  it("does not decide calls that it does not know, and keeps what was granted for them", () => {
    const old = [policy(document(allow("s3:*", "*")))];
    const call = { ...CALLS.getObject("media", "a"), eventName: "FrobnicateObject" };
    const proposal = propose(old, [...fullTrail(), observed(call)], { assumeUnused: ["s3"] });
    expect(proposal.undecided.map(({ code }) => code)).to.deep.equal(["unmappedEvent"]);
    expect(JSON.stringify(statementsOf(proposal))).to.include("s3:FrobnicateObject");
  });

  it("names resources one by one, by folders of more than ten entries, or by their type", () => {
    const old = [policy(document(allow("s3:GetObject", "*")))];
    const keys = Array.from({ length: 11 }, (_, index) => `2026/day-${index}/x.jpg`);
    const calls = [...fullTrail(), ...[...keys, "top.txt"].map((key) => observed(CALLS.getObject("media", key)))];
    const resources = (mode: ResourceMode) =>
      statementsOf(propose(old, calls, { resources: mode })).map((one) => (one as { Resource: unknown }).Resource);
    expect(resources("exact")).to.deep.equal([[...keys, "top.txt"].map((key) => `${BUCKET}/${key}`).sort()]);
    expect(resources("prefix")).to.deep.equal([[`${BUCKET}/2026/*`, `${BUCKET}/top.txt`]]);
    expect(resources("type")).to.deep.equal(["arn:aws:s3:::*/*"]);
  });

  it("does not generalise beyond the old policy, and takes a key's wildcards for letters", () => {
    const old = [policy(document(allow("s3:GetObject", `${BUCKET}/2026/*.jpg`)))];
    const keys = Array.from({ length: 20 }, (_, index) => `2026/${index}*.jpg`);
    const calls = [...fullTrail(), ...keys.map((key) => observed(CALLS.getObject("media", key)))];
    const wide = propose(old, calls, { resources: "prefix" });
    expect(JSON.stringify(statementsOf(wide))).to.include(`${BUCKET}/2026/*.jpg`);
    const exact = propose(old, calls.slice(0, -19));
    expect(JSON.stringify(statementsOf(exact))).to.include(`${BUCKET}/2026/0\${*}.jpg`);
  });

  it("splits what is too long for one inline policy, and says when ten managed ones are not enough", () => {
    const old = [policy(document(allow("s3:GetObject", `${BUCKET}/*`)))];
    const calls = (count: number, length: number) => [
      ...fullTrail(),
      ...Array.from({ length: count }, (_, index) =>
        observed(CALLS.getObject("media", `${"k".repeat(length)}${index}`)),
      ),
    ];
    const split = propose(old, calls(300, 60));
    const sizes = split.policies.map(
      ({ document: one }) => JSON.stringify(serializePolicyDocument(one)).replace(/\s/g, "").length,
    );
    expect([sizes.length, Math.max(...sizes) <= 6144]).to.deep.equal([5, true]);
    expect(new Set(split.policies.map(({ kind }) => kind))).to.deep.equal(new Set(["managed"]));
    expect(split.undecided).to.deep.equal([]);
    expect(propose(old, calls(400, 300)).undecided.map(({ code }) => code)).to.deep.equal(["quota"]);
    expect(propose(old, calls(600, 1)).undecided.map(({ code }) => code)).to.deep.equal(["tooManyResources"]);
  });

  describe("laws", () => {
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
});
