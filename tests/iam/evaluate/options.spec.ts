import { expect } from "chai";
import {
  bundledCatalogue,
  DEFAULT_LIMITS,
  evaluate,
  evaluateAll,
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
