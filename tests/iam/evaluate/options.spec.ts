import { expect } from "chai";
import {
  bundledCatalogue,
  DEFAULT_LIMITS,
  evaluate,
  evaluateAll,
  explain,
  symbolicDocument,
  symbolPlaceholder,
} from "../../../iam";
import { RCP_SERVICES } from "../../../iam/evaluate/rcp-services";
import { policy } from "../../support/policies";

const catalogue = bundledCatalogue();
const everything = policy("p", { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } });
const requestOf = (action: string, resource: string) => ({
  principal: "arn:aws:iam::111122223333:user/bob",
  action,
  resource,
  context: {},
});
const notesOn = (action: string, resource: string): readonly string[] =>
  (evaluate(requestOf(action, resource), { identity: [everything] }, { catalogue }).notes ?? []).map(
    ({ code }) => code,
  );

describe("evaluate with a catalogue", () => {
  it("notes what AWS would not receive", () => {
    expect(notesOn("s4:GetObject", "*")).to.deep.equal(["unknown-service"]);
    expect(notesOn("GetObject", "*")).to.deep.equal(["unknown-service"]);
    expect(notesOn("s3:HeadBucket", "arn:aws:s3:::b")).to.deep.equal(["unknown-action"]);
    expect(notesOn("s3:ListAllMyBuckets", "arn:aws:s3:::b")).to.deep.equal(["resource-not-expected"]);
    expect(notesOn("iam:GetRole", "*")).to.deep.equal(["resource-expected"]);
    expect(notesOn("ec2:StartInstances", "arn:aws:s3:::b")).to.deep.equal(["resource-of-another-service"]);
    expect(notesOn("s3:GetObject", "arn:aws-cn:s3:::b/x")).to.deep.equal(["another-partition"]);
  });

  it("notes what the policy of another account's resource, which is not given, decides too", () => {
    const role = "arn:aws:iam::444455556666:role/ext";
    const key = "arn:aws:kms:eu-central-1:444455556666:key/k";
    expect(notesOn("sts:AssumeRole", role)).to.deep.equal(["another-account"]);
    expect(notesOn("kms:Decrypt", key)).to.deep.equal(["another-account"]);
    expect(notesOn("iam:PassRole", role)).to.deep.equal(["role-of-another-account"]);
    expect(notesOn("iam:PassRole", "arn:aws:iam::111122223333:role/own")).to.deep.equal([]);
    const resource = policy("t", {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" },
    });
    const both = evaluate(requestOf("sts:AssumeRole", role), { identity: [everything], resource }, { catalogue });
    expect(both).to.not.have.property("notes");
  });

  it("denies what AWS refuses whatever the policies say: to pass a role of another account, to reach another partition", () => {
    const role = "arn:aws:iam::444455556666:role/ext";
    const refused = [requestOf("IAM:passrole", role), requestOf("s3:GetObject", "arn:aws-cn:s3:::b/x")];
    for (const request of refused) {
      const { decision, deciding } = evaluate(request, { identity: [everything] }, { catalogue });
      expect([decision, deciding]).to.deep.equal(["implicitDeny", []]);
      expect(evaluate(request, { identity: [everything] }).decision).to.equal("allowed");
      const deny = policy("d", { Version: "2012-10-17", Statement: { Effect: "Deny", Action: "*", Resource: "*" } });
      expect(evaluate(request, { identity: [deny] }, { catalogue }).decision).to.equal("explicitDeny");
    }
    const [first] = explain(requestOf("iam:PassRole", role), { identity: [everything] }, { catalogue });
    expect(first).to.match(/^Implicitly denied: .*, since roles are passed inside one account only/);
    const own = requestOf("iam:PassRole", "arn:aws:iam::111122223333:role/own");
    expect(evaluate(own, { identity: [everything] }, { catalogue }).decision).to.equal("allowed");
  });

  it("refuses nothing for an ARN that names none of AWS's partitions", () => {
    const arns = ["arn:*:s3:::b/x", "arn::s3:::b/x"].map((arn) => requestOf("s3:GetObject", arn));
    const role = requestOf("iam:PassRole", "arn:*:iam::111122223333:role/own");
    for (const request of [...arns, role]) {
      const { decision, notes } = evaluate(request, { identity: [everything] }, { catalogue });
      expect([decision, notes]).to.deep.equal(["allowed", undefined]);
    }
  });

  it("takes a recovery point of AWS Backup for what the action acts on, whatever the service of its ARN", () => {
    expect(notesOn("backup:StartRestoreJob", "arn:aws:ec2:us-east-1::snapshot/snap-1")).to.deep.equal([]);
  });

  it("denies it too where the policies leave it open", () => {
    const Condition = { StringResembles: { "aws:username": "a" } };
    const Statement = { Effect: "Allow", Action: "*", Resource: "*", Condition };
    const identity = [policy("open", { Version: "2012-10-17", Statement })];
    const request = requestOf("iam:PassRole", "arn:aws:iam::444455556666:role/ext");
    expect(evaluate(request, { identity }).decision).to.equal("unknown");
    const denied = evaluate(request, { identity }, { catalogue });
    expect(denied.decision).to.equal("implicitDeny");
    expect(denied).to.not.have.property("reason");
  });

  it("has no notes on what AWS receives, in any case of letters", () => {
    const ok = evaluate(requestOf("S3:getobject", "arn:aws:s3:::b/x"), { identity: [everything] }, { catalogue });
    expect(ok).to.deep.equal(evaluate(requestOf("S3:getobject", "arn:aws:s3:::b/x"), { identity: [everything] }));
    expect(ok).to.not.have.property("notes");
    expect(notesOn("s3:ListAllMyBuckets", "*")).to.deep.equal([]);
  });

  it("decides the same, and says what it notes with a message", () => {
    const { decision, deciding, notes } = evaluate(requestOf("s4:X", "*"), { identity: [everything] }, { catalogue });
    expect([decision, deciding.length]).to.deep.equal(["allowed", 1]);
    expect(notes?.[0]?.message).to.contain("`s4`").and.to.contain("`s4:X`");
  });

  it("notes for each request of a call", () => {
    const requests = [
      requestOf("iam:GetRole", "*"),
      requestOf("s4:X", "*"),
      requestOf("s3:GetObject", "arn:aws:s3:::b/x"),
    ];
    const { notes } = evaluateAll(requests, { identity: [everything] }, { catalogue });
    expect(notes?.map(({ code }) => code)).to.deep.equal(["resource-expected", "unknown-service"]);
  });
});

describe("evaluate with limits", () => {
  const name = symbolPlaceholder(0);
  const published = {
    formatVersion: 1,
    policyType: "identity",
    subject: { urn: "urn", property: "policy" },
    document: {
      Version: "2012-10-17",
      Statement: ["Resource", "NotResource"].map((element) => ({
        Effect: "Allow",
        Action: "*",
        [element]: `arn:aws:s3:::${name}/*`,
      })),
    },
    symbols: [{ id: "urn#name", label: "name" }],
  } as const;
  const result = symbolicDocument(published);
  const identity = result.kind === "parsed" ? [{ id: "p", document: result.document }] : [];
  const decide = (symbolCases: number) =>
    evaluate(
      requestOf("s3:GetObject", "arn:aws:s3:::b/x/y"),
      { identity },
      { limits: { ...DEFAULT_LIMITS, symbolCases } },
    );

  it("decides the cases of unknown values up to the limit, and names it beyond", () => {
    expect(decide(3).decision).to.equal("allowed");
    const { decision, reason } = decide(2);
    expect(decision).to.equal("unknown");
    expect(reason).to.include({ code: "symbol", symbol: "urn#name", limit: "symbolCases" });
    expect(decide(DEFAULT_LIMITS.symbolCases).reason).to.equal(undefined);
  });
});

describe("the services under RCPs", () => {
  it("are those of the catalogue", () => {
    expect([...RCP_SERVICES].sort()).to.deep.equal([...catalogue.rcpServices()].sort());
  });
});

describe("a resource policy of which nobody said the kind", () => {
  const ofNobody = policy("r", {
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "*", Resource: "*" },
  });
  const decisionOn = (action: string, resource: string): string =>
    evaluate(requestOf(action, resource), { identity: [everything], resource: ofNobody }).decision;

  it("is the trust policy of a role and the key policy of a KMS key, which must allow themselves", () => {
    expect(decisionOn("sts:AssumeRole", "arn:aws:iam::111122223333:role/r")).to.equal("implicitDeny");
    expect(decisionOn("kms:Decrypt", "arn:aws:kms:eu-central-1:111122223333:key/k")).to.equal("implicitDeny");
  });

  it("is another one for the rest, where the identity side is enough", () => {
    expect(decisionOn("sqs:SendMessage", "arn:aws:sqs:eu-central-1:111122223333:q")).to.equal("allowed");
    expect(decisionOn("kms:UpdateAlias", "arn:aws:kms:eu-central-1:111122223333:alias/a")).to.equal("allowed");
  });

  it("is what it is said to be", () => {
    const said = { identity: [everything], resource: ofNobody, resourcePolicyKind: "other" as const };
    const request = requestOf("kms:Decrypt", "arn:aws:kms:eu-central-1:111122223333:key/k");
    expect(evaluate(request, said).decision).to.equal("allowed");
  });
});
