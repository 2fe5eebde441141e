import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { format, resolveConfig } from "prettier";
import { typeScriptOf } from "../../../cli/right-size/typescript";
import { parsePolicyDocument } from "../../../iam";
import type { ProposedPolicy } from "../../../right-size";

const PRINTED = join(__dirname, "printed-arguments.ts");

function proposed(name: string, kind: ProposedPolicy["kind"], ...Statement: readonly object[]): ProposedPolicy {
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return { name, kind, document: result.document };
}

const READ = {
  Sid: "S3Read",
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: ["arn:aws:s3:::media/a", "arn:aws:s3:::media/${*}"],
  Condition: { Bool: { "aws:SecureTransport": "true" } },
};
const DENY = {
  Effect: "Deny",
  Action: ["s3:*"],
  Resource: "*",
  Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
};
const ELSEWHERE = { Effect: "Allow", Action: "sqs:SendMessage", NotResource: "arn:aws:sqs:*:*:secret" };

/** Proposals by the constants of `printed-arguments.ts`, whose types are checked with those of the components. */
const PROPOSALS: Readonly<Record<string, readonly ProposedPolicy[]>> = {
  INLINE: [proposed("right-sized", "inline", READ, DENY)],
  ELSEWHERE: [proposed("right-sized", "inline", READ, ELSEWHERE)],
  MANAGED: [proposed("right-sized-1", "managed", READ), proposed("right-sized-2", "managed", ELSEWHERE)],
};

describe("the arguments of an InstanceRole that right-size prints", () => {
  it("have the types of InstanceRole's arguments", async () => {
    const constants = Object.entries(PROPOSALS).map(
      ([name, policies]) => `export const ${name}: InstanceRoleArgs = {\n${typeScriptOf(policies)}\n};`,
    );
    const text = ['import type { InstanceRoleArgs } from "../../../components";', "", ...constants].join("\n\n");
    const formatted = await format(text, { ...(await resolveConfig(PRINTED)), filepath: PRINTED });
    expect(readFileSync(PRINTED, "utf8")).to.equal(formatted);
  });
});
