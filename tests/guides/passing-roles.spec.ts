import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { judgeGain, sentenceOf } from "../../components/pass-role-guard/gains-plan";
import { runCli } from "../cli/run-cli";
import { guardPolicy } from "../support/guards";
import { policy } from "../support/policies";
import { ACCOUNT } from "../support/pulumi-mocks";

const GUIDE = readFileSync(join(__dirname, "..", "..", "docs", "guides", "passing-roles.md"), "utf8");

/** The blocks of the guide of one language, with what follows it on the line. */
function blocks(language: string): readonly { readonly name: string; readonly text: string; readonly after: string }[] {
  return [...GUIDE.matchAll(new RegExp(`\`\`\`${language} ?(\\S*)\n([^]*?)\n\`\`\``, "g"))].map((match) => ({
    name: match[1] ?? "",
    text: match[2] ?? "",
    after: GUIDE.slice(match.index + match[0].length),
  }));
}

/** What Alice may do, and the role of the example. */
function aliceGains(): string {
  const allow = (...statements: readonly object[]) => ({
    Version: "2012-10-17",
    Statement: statements.map((one) => ({ Effect: "Allow", Resource: "*", ...one })),
  });
  const known = { notKnown: [], tags: {} };
  const role = `arn:aws:iam::${ACCOUNT}:role/batch`;
  const permissions = allow({ Sid: "Identities", Action: "iam:*" }, { Sid: "Tables", Action: "dynamodb:*" });
  const verdict = judgeGain(
    {
      label: "role `batch`",
      arn: role,
      publishedArn: role,
      permissions: { ...known, policies: [policy("batch-permissions", permissions)] },
    },
    {
      label: "user `alice`",
      arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
      permissions: { ...known, policies: [policy("storage", allow({ Action: "s3:*" }))] },
      guardPolicies: [guardPolicy({ roles: [role] })],
    },
  );
  return verdict.kind === "gain" ? sentenceOf(verdict.gain) : verdict.kind;
}

describe("the guide on passing roles", () => {
  const files = Object.fromEntries(blocks("json").map(({ name, text }) => [name, text]));
  const commands = blocks("sh").filter(({ text }) => text.startsWith("ec2-identity "));

  it("shows five mistakes", () => {
    expect(GUIDE.match(/^## [1-5]\. /gm)).to.have.length(5);
    expect(commands).to.have.length(5);
  });

  for (const { text, after } of commands) {
    it(`shows what is printed by ${text.split(" ").slice(0, 4).join(" ")} …`, () => {
      const { exitCode, stdout } = runCli(text.split(" ").slice(1), { files });
      expect(exitCode).to.equal(text.includes(" evaluate ") ? 0 : 1);
      expect(/^\n\n```text\n([^]*?)\n```/.exec(after)?.[1]).to.equal(stdout.trimEnd());
    }).timeout(30_000);
  }

  it("shows what the preview of alice says", () => {
    expect(GUIDE.replace(/\s+/g, " ")).to.contain(aliceGains());
  });
});
