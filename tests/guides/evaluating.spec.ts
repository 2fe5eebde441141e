import { readFileSync } from "node:fs";
import { expect } from "chai";
import { createColors } from "picocolors";
import { evaluateInputs } from "../../cli/evaluate";
import * as engine from "../../iam";

const GUIDE = readFileSync("docs/guides/evaluating.md", "utf8");
const block = (name: string): string => {
  const text = new RegExp(`\`\`\`\\w+ ${name}\n([^]*?)\n\`\`\``).exec(GUIDE)?.[1];
  if (text === undefined) throw new Error(`the guide has no block \`${name}\``);
  return text;
};
const input = (file: string) => ({ file, text: block(file), json: JSON.parse(block(file)) as unknown });

describe("the guide to evaluating", () => {
  it("shows files that the command takes, and its answer", () => {
    const { report, exitCode } = evaluateInputs(input("request"), input("policies"));
    expect(exitCode).to.equal(1);
    const [request, ...answer] = report.text(createColors(false)).split("\n");
    expect(request).to.contain("s3:GetObject");
    expect(answer.join("\n")).to.equal(block("answer"));
  });

  it("imports what the engine exports", () => {
    const names =
      /import \{([^}]*)\}/
        .exec(block("program"))?.[1]
        ?.split(",")
        .map((name) => name.trim()) ?? [];
    expect(names).to.include("evaluate");
    expect(names.filter((name) => !(name in engine))).to.deep.equal([]);
  });
});
