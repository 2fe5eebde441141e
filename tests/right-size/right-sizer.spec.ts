import { expect } from "chai";
import { bundledCatalogue, serializePolicyDocument } from "../../iam";
import { proposedPolicies, Replay, type Observation, type ResourceMode } from "../../right-size";
import { grantedStatements } from "../../right-size/granted-statement";
import { wholeServices } from "../../right-size/whole-services";
import { ACCOUNT, CALLS } from "./generated-log";
import { allow, BUCKET, document, fullTrail, observed, policy, propose, statementsOf } from "./proposing";

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

  it("names what is narrowed to what was used", () => {
    const old = [
      policy(document(allow("s3:GetObject", [`${BUCKET}/*`, `${BUCKET}/a`]), allow("ec2:StopInstances", "*"))),
    ];
    const proposal = propose(old, [
      ...fullTrail(),
      observed(CALLS.getObject("media", "a")),
      observed(CALLS.stopInstances("i-0a")),
    ]);
    expect(proposal.narrowed.map(({ action, resource, isAssumed }) => [action, resource, isAssumed])).to.deep.equal([
      ["s3:GetObject", `${BUCKET}/*`, false],
      ["ec2:StopInstances", "*", false],
    ]);
    expect([proposal.kept, proposal.removed]).to.deep.equal([[], []]);
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
    expect(reasons["ec2messages:GetMessages"]).to.include("the service is not known to log");
    expect(reasons["iam:PassRole"]).to.include("is not known to log the action");
    expect(reasons["ec2:DescribeInstances"]).to.equal("it was last used before the window (2025-11-02)");
    expect([...proposal.denied.keys()]).to.deep.equal(["dynamodb:GetItem"]);
    expect(proposal.isEverythingUsed).to.equal(true);
  });

  it("takes for used what was used inside the window, though it was used before it, too", () => {
    const old = [policy(document(allow(["ec2:DescribeInstances", "ec2:DescribeVpcs"], "*")))];
    const used = observed(CALLS.describeInstances(), { earlier: "2025-11-02T00:00:00Z" });
    const proposal = propose(old, [...fullTrail(), used]);
    expect(proposal.kept).to.deep.equal([]);
    expect(statementsOf(proposal)).to.deep.equal([
      { Sid: "Ec2Read", Effect: "Allow", Action: "ec2:DescribeInstances", Resource: "*" },
    ]);
  });

  it("keeps what a trail of writes alone takes for reads, and data planes that do not log", () => {
    const actions = ["sts:AssumeRole", "kms:Decrypt", "es:ESHttpPost", "aps:RemoteWrite", "ec2:TerminateInstances"];
    const old = [policy(document(allow([...actions, "ec2:StopInstances"], "*")))];
    const writes = fullTrail().filter(({ category, readOnly }) => category !== "Data" && readOnly === false);
    const kms = { ...writes[0], eventSource: "kms.amazonaws.com" } as Observation;
    const proposal = propose(old, [...writes, kms, observed(CALLS.stopInstances("i-0a"))]);
    const reasons = Object.fromEntries(proposal.kept.map(({ action, reason }) => [action, reason]));
    expect(Object.keys(reasons)).to.include.members(actions.slice(0, 4));
    expect(reasons["sts:AssumeRole"]).to.equal("the logs have no management events that read");
    expect(proposal.removed.map(({ action }) => action)).to.deep.equal(["ec2:TerminateInstances"]);
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

  it("keeps a resource with a policy variable as it is, and proves the calls on it", () => {
    const resource = `${BUCKET}/\${aws:PrincipalTag/team}/*`;
    const old = [policy(document(allow("s3:*", resource)))];
    const calls = [...fullTrail(), observed(CALLS.getObject("media", "a/b"))];
    const proposal = propose(old, calls, { assumeUnused: ["s3"] });
    expect(statementsOf(proposal)).to.deep.equal([
      { Sid: "S3Read", Effect: "Allow", Action: "s3:GetObject", Resource: resource },
    ]);
    expect([proposal.additions, proposal.undecided]).to.deep.equal([[], []]);
    const replay = new Replay(old, proposedPolicies(proposal, old), bundledCatalogue());
    for (const one of calls) replay.add(one);
    expect([replay.calls, replay.failures]).to.deep.equal([1, []]);
    const none = new Replay(old, [policy(document(allow("s3:PutObject", resource)))], bundledCatalogue());
    for (const one of calls) none.add(one);
    expect(none.failures.length).to.equal(1);
  });

  it("does not take a resource with a policy variable for the one that allowed a call, where another one did", () => {
    const variable = `${BUCKET}/\${aws:PrincipalTag/team}/*`;
    const old = [policy(document(allow("s3:*", variable), allow("s3:*", "*")))];
    const call = observed(CALLS.getObject("media", "a/b"));
    const proposal = propose(old, [...fullTrail(), call], { assumeUnused: ["s3"] });
    expect(statementsOf(proposal)).to.deep.equal([
      { Sid: "S3Read", Effect: "Allow", Action: "s3:GetObject", Resource: `${BUCKET}/a/b` },
    ]);
    const elsewhere = [
      policy(document({ Effect: "Allow", Action: "s3:*", NotResource: variable }, allow("s3:Get*", `${BUCKET}/*`))),
    ];
    const second = propose(elsewhere, [...fullTrail(), call], { assumeUnused: ["s3"] });
    expect(statementsOf(second)).to.deep.equal(statementsOf(proposal));
  });

  it("proves that what was allowed stays where events do not show the resource, and finds where it does not", () => {
    const old = [policy(document(allow("rds:*", [`arn:aws:rds:*:${ACCOUNT}:db:a`, `arn:aws:rds:*:${ACCOUNT}:db:b`])))];
    const call = observed({
      ...CALLS.describeInstances(),
      eventSource: "rds.amazonaws.com",
      eventName: "DescribeDBInstances",
    });
    const proposal = propose(old, [...fullTrail(), call]);
    const replay = new Replay(old, proposedPolicies(proposal, old), bundledCatalogue());
    replay.add(call);
    replay.add(call);
    expect([replay.calls, replay.proved, replay.failures]).to.deep.equal([0, 1, []]);
    const less = new Replay(
      old,
      [policy(document(allow("rds:*", `arn:aws:rds:*:${ACCOUNT}:db:a`)))],
      bundledCatalogue(),
    );
    less.add(call);
    expect(
      less.failures.map(({ request, isGranted }) => [request.action, request.resource.endsWith(":db:b"), isGranted]),
    ).to.deep.equal([["rds:DescribeDBInstances", true, true]]);
  });

  it("names what is kept of an action beyond the resources on which it was used", () => {
    const key = (id: string) => `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}`;
    const old = [
      policy(document(allow("s3:GetObject", `${BUCKET}/*`), allow("kms:Decrypt", `arn:aws:kms:*:${ACCOUNT}:key/*`))),
    ];
    const decrypt = observed({
      ...CALLS.describeInstances(),
      eventSource: "kms.amazonaws.com",
      eventName: "Decrypt",
      requestParameters: { keyId: key("1") },
    });
    const proposal = propose(old, [...fullTrail(), decrypt, observed(CALLS.getObject("media", "a"))]);
    expect(proposal.kept.map(({ action, resource, reason }) => [action, resource, reason])).to.deep.equal([
      ["kms:Decrypt", `arn:aws:kms:*:${ACCOUNT}:key/*`, "s3:GetObject may need it, and no event shows that"],
    ]);
    // What was used is among what is kept.
    expect(statementsOf(proposal).map((one) => (one as { Sid: string }).Sid)).to.deep.equal(["S3Read", "KeptKmsWrite"]);
  });

  it("keeps what the trails of the role's own account do not show inside the window", () => {
    const old = [policy(document(allow(["s3:GetObject", "s3:DeleteObject"], `${BUCKET}/*`)))];
    const used = observed(CALLS.getObject("media", "a"));
    const kept = (changes: Partial<Observation>) => {
      const trail = fullTrail().map((one) => (one.category === "Data" ? { ...one, ...changes } : one));
      return propose(old, [...trail, used]).kept.map(({ action }) => action);
    };
    expect(kept({})).to.deep.equal([]);
    expect(kept({ account: "444455556666" })).to.deep.equal(["s3:DeleteObject"]);
    expect(
      kept({ first: undefined, last: undefined, earlier: "2025-12-01T00:00:00Z" } as unknown as Partial<Observation>),
    ).to.deep.equal(["s3:DeleteObject"]);
    expect(kept({ readOnly: undefined } as unknown as Partial<Observation>)).to.deep.equal(["s3:DeleteObject"]);
  });

  it("fails a call that the old policies allow in no context, whatever its event shows of the resource", () => {
    const failures = (old: ReturnType<typeof policy>[], call: Observation) => {
      const replay = new Replay(old, proposedPolicies(propose(old, [...fullTrail(), call]), old), bundledCatalogue());
      replay.add(call);
      replay.add(call);
      return replay.failures.map(({ request, isGranted }) => [request.action, request.resource, isGranted]);
    };
    const rds = observed({
      ...CALLS.describeInstances(),
      eventSource: "rds.amazonaws.com",
      eventName: "DescribeDBInstances",
    });
    const denied = policy(document(allow("rds:*", "*"), { ...allow("rds:Describe*", "*"), Effect: "Deny" }));
    expect(failures([denied], rds)).to.deep.equal([["rds:DescribeDBInstances", "*", false]]);
    const attach = observed({
      ...CALLS.stopInstances("i-0a"),
      eventName: "AttachVolume",
      requestParameters: { volumeId: "vol-0a" },
    });
    const ec2 = `arn:aws:ec2:eu-west-1:${ACCOUNT}`;
    const volumes = policy(document(allow("ec2:AttachVolume", `${ec2}:volume/*`)));
    expect(failures([volumes], attach)).to.deep.equal([["ec2:AttachVolume", `${ec2}:instance/*`, false]]);
    const both = policy(document(allow("ec2:AttachVolume", [`${ec2}:volume/*`, `${ec2}:instance/*`])));
    expect(failures([both], attach)).to.deep.equal([]);
    // RunInstances needs no key pair, no launch template and no other optional type.
    const required = ["instance", "volume", "network-interface", "subnet", "security-group"].map(
      (type) => `${ec2}:${type}/*`,
    );
    const run = observed({
      ...CALLS.stopInstances("i-0a"),
      eventName: "RunInstances",
      requestParameters: {
        instancesSet: { items: [{ imageId: "ami-1" }] },
        instanceType: "t3.micro",
      },
    });
    const running = policy(document(allow("ec2:RunInstances", [...required, "arn:aws:ec2:*::image/*"])));
    expect(failures([running], run)).to.deep.equal([]);
  });

  it("does not take a service that the catalogue does not have for whole", () => {
    const old = [policy(document(allow("*", "*")))];
    const statement = grantedStatements(old)[0]!;
    const one = { action: "frob:DoIt", statement, resource: "*", reason: "" };
    expect(wholeServices([one], bundledCatalogue())).to.deep.equal([one]);
    const known = { ...one, action: "execute-api:Invoke" };
    expect(wholeServices([known], bundledCatalogue())).to.deep.equal([known]);
  });

  it("keeps services whole where an administrator's policy gives more than fits, and says so", () => {
    const old = [policy(document(allow("*", "*")))];
    const proposal = propose(old, [...fullTrail(), observed(CALLS.getObject("media", "a"))]);
    expect([proposal.containment.kind, proposal.undecided]).to.deep.equal(["contained", []]);
    const actions = statementsOf(proposal).flatMap((one) => [(one as { Action: string | string[] }).Action].flat());
    expect(actions).to.include.members(["s3:GetObject", "ec2messages:*", "execute-api:*"]);
    expect(actions).to.not.include.members(["ec2:*"]).and.not.include("s3:*");
    expect(proposal.kept.map(({ action }) => action)).to.include("ec2messages:GetMessages");
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
      statementsOf(propose(old, calls, { resources: mode, assumeUnused: ["s3"] })).map(
        (one) => (one as { Resource: unknown }).Resource,
      );
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
    const deny = policy(document({ Effect: "Deny", Action: "sqs:*", Resource: "*" }), "guard");
    const guards = Array.from({ length: 6 }, (_, index) => ({ ...deny, id: `guard-${index}` }));
    expect(propose([...old, ...guards], calls(300, 60)).undecided.map(({ code }) => code)).to.deep.equal(["quota"]);
    // An InstanceRole has guards of its own beside the one inline policy.
    const inline = propose(old, calls(105, 60)).policies[0];
    expect([inline?.kind, JSON.stringify(serializePolicyDocument(inline!.document)).length < 9_217]).to.deep.equal([
      "inline",
      true,
    ]);
    expect(propose(old, calls(115, 60)).policies[0]?.kind).to.equal("managed");
    expect(propose(old, calls(400, 300)).undecided.map(({ code }) => code)).to.deep.equal(["quota"]);
    expect(propose(old, calls(600, 1)).undecided.map(({ code }) => code)).to.deep.equal(["tooManyResources"]);
  });
});
