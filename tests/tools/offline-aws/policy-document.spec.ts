import { expect } from "chai";
import { getPolicyDocument } from "../../../tools/offline-aws/invoke/policy-document";
import type { PropertyMap } from "../../../tools/offline-aws/property-value/property-value";

const json = (args: PropertyMap) => getPolicyDocument(args)["json"];
const document = (args: PropertyMap) => JSON.parse(getPolicyDocument(args)["minifiedJson"] as string) as unknown;

describe("offline-aws: getPolicyDocument", () => {
  it("writes two spaces of indentation, single values bare, lists in reverse order", () => {
    const statements = [{ actions: ["s3:GetObject", "s3:PutObject"], resources: ["*"] }];
    expect(json({ statements })).to.equal(
      [
        "{",
        '  "Version": "2012-10-17",',
        '  "Statement": [',
        "    {",
        '      "Effect": "Allow",',
        '      "Action": [',
        '        "s3:PutObject",',
        '        "s3:GetObject"',
        "      ],",
        '      "Resource": "*"',
        "    }",
        "  ]",
        "}",
      ].join("\n"),
    );
  });

  it("writes principals by type, and `*` for everyone", () => {
    const principals = [
      { type: "Service", identifiers: ["ec2.amazonaws.com"] },
      { type: "AWS", identifiers: ["arn:aws:iam::111111111111:root"] },
    ];
    const everyone = [{ type: "*", identifiers: ["*"] }];
    const trust = (blocks: PropertyMap[]) =>
      document({ statements: [{ actions: ["sts:AssumeRole"], principals: blocks }] });
    expect(trust(principals)).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { AWS: "arn:aws:iam::111111111111:root", Service: "ec2.amazonaws.com" },
        },
      ],
    });
    expect(trust(everyone)).to.have.nested.property("Statement[0].Principal", "*");
  });

  it("writes conditions, and &{…} as a policy variable", () => {
    const conditions = [
      { test: "StringEquals", variable: "aws:username", values: ["&{aws:username}"] },
      { test: "StringEquals", variable: "iam:PassedToService", values: ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] },
    ];
    expect(document({ statements: [{ sid: "A", effect: "Deny", notActions: ["iam:*"], conditions }] })).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "A",
          Effect: "Deny",
          NotAction: "iam:*",
          Condition: {
            StringEquals: {
              "aws:username": "${aws:username}",
              "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"],
            },
          },
        },
      ],
    });
  });

  it("adds to the source documents and lets override documents replace statements by Sid", () => {
    const source = '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
    const override = '{"Statement":{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"}}';
    const statements = [{ sid: "B", actions: ["ec2:*"], resources: ["*"] }];
    const merged = document({ sourcePolicyDocuments: [source], statements, overridePolicyDocuments: [override] });
    expect(merged).to.have.nested.property("Statement[0].Effect", "Deny");
    expect(merged).to.have.nested.property("Statement[1].Sid", "B");
  });

  it("refuses a Sid that occurs twice, and source documents that are not JSON", () => {
    const statements = [{ sid: "A" }, { sid: "A" }];
    expect(() => getPolicyDocument({ statements })).to.throw("duplicate Sid (A)");
    expect(() => getPolicyDocument({ sourcePolicyDocuments: ["{"] })).to.throw("is not valid JSON");
  });
});
