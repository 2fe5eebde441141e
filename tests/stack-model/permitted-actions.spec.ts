import { expect } from "chai";
import { bundledCatalogue, parsePolicyDocument, type PolicyDocument } from "../../iam";
import { awsManagedPolicy } from "../../ec2/aws-managed-policies";
import { permittedActions } from "../../stack-model/permitted-actions";

type Statement = Readonly<Record<string, unknown>>;

function document(...statements: readonly Statement[]): PolicyDocument {
  const Statement = statements.map((each) => ({ Effect: "Allow", Resource: "*", ...each }));
  const parsed = parsePolicyDocument({ Version: "2012-10-17", Statement });
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.issues));
  return parsed.document;
}

/** What is permitted, as `Read s3:GetObject`, or `every but iam:*`. */
function permitted(identity: readonly PolicyDocument[], boundary?: PolicyDocument): readonly string[] {
  const found = permittedActions(identity, boundary, bundledCatalogue());
  if (found.kind === "every")
    return [`every but ${found.but.join(", ")}`, ...found.yet.map((action) => `yet ${action}`)];
  const named = found.levels.flatMap(({ level, services }) =>
    services.flatMap(({ service, actions }) => actions.map((action) => `${level} ${service}:${action}`)),
  );
  return [...named, ...found.unknownPatterns.map((pattern) => `unknown ${pattern}`)];
}

describe("permittedActions", () => {
  const read = document({ Action: ["s3:getobject", "sqs:SendMessage"] });

  it("tells actions by access level, in whatever case they are written", () => {
    expect(permitted([read])).to.deep.equal(["Write sqs:SendMessage", "Read s3:GetObject"]);
    expect(permitted([])).to.deep.equal([]);
  });

  it("tells whether a service has more of a level", () => {
    const found = permittedActions(
      [document({ Action: ["sqs:*agQueue", "s3:TagResource"] })],
      undefined,
      bundledCatalogue(),
    );
    const levels = found.kind === "some" ? found.levels : [];
    const tagging = levels.find(({ level }) => level === "Tagging");
    expect(tagging?.services.map(({ service, isEvery }) => [service, isEvery])).to.deep.equal([
      ["s3", false],
      ["sqs", true],
    ]);
  });

  it("takes away what is denied on everything, and nothing that is denied sometimes", () => {
    const deny = (statement: Statement) => document({ Effect: "Deny", Action: "s3:*", ...statement });
    expect(permitted([read, deny({})])).to.deep.equal(["Write sqs:SendMessage"]);
    for (const part of [
      { Resource: "arn:aws:s3:::photos/*" },
      { Condition: { Bool: { "aws:SecureTransport": "false" } } },
      { Resource: undefined, NotResource: "arn:aws:s3:::photos/*" },
    ]) {
      expect(permitted([read, deny(part)]), JSON.stringify(part)).to.include("Read s3:GetObject");
    }
    expect(permitted([read, document({ Effect: "Deny", Action: undefined, NotAction: "sqs:*" })])).to.deep.equal([
      "Write sqs:SendMessage",
    ]);
  });

  it("keeps within the boundary, and counts what the boundary denies", () => {
    const everything = document({ Action: "*" });
    const sqs = document({ Action: "sqs:*" });
    expect(permitted([read], sqs)).to.deep.equal(["Write sqs:SendMessage"]);
    expect(permitted([everything], document({ Action: "sqs:SendMessage" }))).to.deep.equal(["Write sqs:SendMessage"]);
    expect(permitted([read], everything)).to.deep.equal(permitted([read]));
    expect(permitted([read], document({ Action: "*" }, { Effect: "Deny", Action: "sqs:*" }))).to.deep.equal([
      "Read s3:GetObject",
    ]);
  });

  it("says of everything what it leaves out, and never too much", () => {
    const allBut = (NotAction: string) => document({ Action: undefined, NotAction });
    expect(permitted([document({ Action: "*:*" })])).to.deep.equal(["every but "]);
    expect(permitted([allBut("iam:*")])).to.deep.equal(["every but iam:*"]);
    expect(permitted([document({ Action: "*" }), document({ Effect: "Deny", Action: "iam:*" })])).to.deep.equal([
      "every but iam:*",
    ]);
    expect(permitted([allBut("iam:*"), allBut("s3:*")])).to.deep.equal(["every but "]);
    const reading = document({ Action: ["iam:GetRole", "s3:GetObject"] });
    expect(permitted([allBut("iam:*"), reading])).to.deep.equal(["every but iam:*", "yet iam:GetRole"]);
    expect(permitted([allBut("iam:*"), reading], allBut("s3:*"))).to.deep.equal(["every but s3:*"]);
    expect(permitted([allBut("iam:*"), reading, document({ Effect: "Deny", Action: "iam:Get*" })])).to.deep.equal([
      "every but iam:*, iam:Get*",
    ]);
    expect(permitted([allBut("s3:*")], read)).to.deep.equal(["Write sqs:SendMessage"]);
  });

  it("is exact of PowerUserAccess", () => {
    const policy = awsManagedPolicy("arn:aws:iam::aws:policy/PowerUserAccess");
    const parsed = policy?.kind === "analysed" ? parsePolicyDocument(policy.document) : undefined;
    const found = parsed?.kind === "parsed" ? permitted([parsed.document]) : [];
    expect(found[0]).to.equal("every but iam:*, organizations:*, account:*");
    expect(found).to.include.members(["yet iam:CreateServiceLinkedRole", "yet organizations:DescribeOrganization"]);
    expect(found).to.not.include("yet iam:CreateRole");
  });

  it("names patterns that the catalogue knows nothing of", () => {
    expect(permitted([document({ Action: ["s3:HeadBucket", "s3:GetObject"] })])).to.deep.equal([
      "Read s3:GetObject",
      "unknown s3:HeadBucket",
    ]);
  });
});
