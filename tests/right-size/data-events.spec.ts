import { expect } from "chai";
import { checkContainment } from "../../iam";
import { proposedPolicies, type Observation } from "../../right-size";
import { ACCOUNT, CALLS } from "./generated-log";
import { allow, BUCKET, document, fullTrail, observed, policy, propose } from "./proposing";

describe("right-sizing by what a trail records of data events", () => {
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

  it("keeps what workers of Step Functions call, which trails record as data events", () => {
    const worker = ["states:GetActivityTask", "states:SendTaskHeartbeat", "states:SendTaskSuccess"];
    const old = [policy(document(allow([...worker, "states:CreateActivity"], "*")))];
    const calls = [observed(CALLS.describeInstances()), ...fullTrail().filter(({ category }) => category !== "Data")];
    const proposal = propose(old, calls);
    expect(proposal.kept.map(({ action }) => action)).to.have.members(worker);
    expect(proposal.removed.map(({ action }) => action)).to.deep.equal(["states:CreateActivity"]);
  });

  it("keeps data events of a bucket of which the logs have none", () => {
    const old = [policy(document(allow("s3:GetObject", [`${BUCKET}/*`, "arn:aws:s3:::other/*"])))];
    const proposal = propose(old, [...fullTrail(), observed(CALLS.getObject("media", "a"))]);
    expect(proposal.kept.map(({ resource }) => resource)).to.deep.equal(["arn:aws:s3:::other/*"]);
    expect(proposal.kept[0]?.reason).to.include("`other`");
  });

  it("keeps data events of what a policy names with wildcards: a trail may record single resources alone", () => {
    const patterns: readonly (readonly [string, string | string[]])[] = [
      ["s3:GetObject", ["*", "arn:aws:s3:::*", "arn:aws:s3:::med*/*"]],
      ["s3:DeleteObject", "arn:aws:s3:::*-data/*"],
      ["s3:GetObject", `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/media/object/*`],
      ["sqs:SendMessage", [`arn:aws:sqs:*:${ACCOUNT}:jobs`, "arn:aws:sqs:eu-west-1:*:jobs", "*"]],
      ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:444455556666:jobs"],
      ["dynamodb:GetItem", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/*`],
      ["dynamodb:GetItem", `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/orders`],
      ["dynamodb:GetRecords", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/stream/*`],
      ["lambda:InvokeFunction", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:*`],
      ["kinesis:PutRecord", "*"],
      ["sns:Publish", "*"],
      ["bedrock:InvokeAgent", "*"],
      ["events:PutEvents", `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/*`],
    ];
    // Events of one resource each, of whoever.
    const sources: readonly (readonly [string, string | undefined])[] = [
      ["lambda.amazonaws.com", "pay"],
      ["kinesis.amazonaws.com", "clicks"],
      ["sns.amazonaws.com", `arn:aws:sns:eu-west-1:${ACCOUNT}:alerts`],
      ["bedrock.amazonaws.com", undefined],
      ["events.amazonaws.com", undefined],
    ];
    const more = sources.flatMap(([eventSource, container]) =>
      fullTrail()
        .filter(({ category }) => category === "Data")
        .map((one) => ({ ...one, eventSource, container }) as Observation),
    );
    const used = [CALLS.getObject("media", "a"), CALLS.sendMessage("jobs"), CALLS.getTable("orders")];
    const logs = [...fullTrail(), ...more, ...used.map((call) => observed(call))];
    for (const [action, resource] of patterns) {
      const old = [policy(document(allow(action, resource)))];
      const proposal = propose(old, logs);
      const asked = [resource].flat();
      expect(
        proposal.kept.map((one) => one.resource),
        `${action} ${String(resource)}`,
      ).to.deep.equal(asked);
      expect([proposal.removed, proposal.narrowed], action).to.deep.equal([[], []]);
      expect(checkContainment(old, proposedPolicies(proposal, old)).kind, action).to.equal("contained");
      const assumed = propose(old, logs, { assumeUnused: [action] });
      expect(assumed.kept, action).to.deep.equal([]);
      expect(
        [...assumed.removed, ...assumed.narrowed].every((one) => one.isAssumed),
        action,
      ).to.equal(true);
      expect(assumed.removed.length + assumed.narrowed.length, action).to.be.greaterThan(0);
    }
  });

  it("removes data events of what a policy names, where the logs hold data events of it", () => {
    const named: readonly (readonly [string, string, string, string])[] = [
      ["s3:DeleteObject", `${BUCKET}/tmp*`, "s3.amazonaws.com", "media"],
      ["sns:Publish", `arn:aws:sns:eu-west-1:${ACCOUNT}:a`, "sns.amazonaws.com", `arn:aws:sns:eu-west-1:${ACCOUNT}:a`],
      ["lambda:InvokeFunction", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f:*`, "lambda.amazonaws.com", "f"],
      ["kinesis:PutRecord", `arn:aws:kinesis:eu-west-1:${ACCOUNT}:stream/s`, "kinesis.amazonaws.com", "s"],
      ["xray:PutTraceSegments", "*", "xray.amazonaws.com", ""],
    ];
    for (const [action, resource, eventSource, container] of named) {
      const data = fullTrail()
        .filter(({ category }) => category === "Data")
        .map((one) => ({ ...one, eventSource, container }));
      const old = [policy(document(allow(action, resource), allow("ec2:DescribeInstances", "*")))];
      const logs = [...fullTrail(), ...data, observed(CALLS.describeInstances())];
      expect(
        propose(old, logs).removed.map((one) => one.action),
        action,
      ).to.deep.equal([action]);
    }
  });
});
