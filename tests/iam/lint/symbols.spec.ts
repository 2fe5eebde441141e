import { expect } from "chai";
import { bundledCatalogue, lint, symbolicDocument, symbolPlaceholder } from "../../../iam";

/** A value that is not known, in every element that takes values. */
const S = symbolPlaceholder(0);

describe("lint of a document with symbols", () => {
  it("reports nothing that hangs on the value of a symbol", () => {
    const result = symbolicDocument({
      formatVersion: 1,
      policyType: "identity",
      subject: { urn: "urn", property: "policy" },
      document: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Unknown",
            Effect: "Allow",
            Action: [S, `s3:${S}`],
            Resource: [S, `arn:aws:iam::${S}:role/${S}`, `arn:${S}:s3:::${S}`, `arn:aws:sqs:${S}:${S}:${S}`],
            Condition: {
              StringEquals: { "aws:SourceVpc": S, "aws:RequestedRegion": S, "iam:PassedToService": S },
              IpAddress: { "aws:SourceIp": S },
              NumericLessThan: { "aws:MultiFactorAuthAge": S },
              DateLessThan: { "aws:CurrentTime": S },
              Bool: { "aws:SecureTransport": S },
            },
          },
        ],
      },
      symbols: [{ id: "urn#value", label: "value" }],
    });
    if (result.kind !== "parsed") throw new Error(JSON.stringify(result.issues));
    expect(lint(result.document, { policyType: "identity", catalogue: bundledCatalogue() })).to.deep.equal([]);
  });
});
