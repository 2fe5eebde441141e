import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { REPOSITORY } from "../../../tools/repository";
import { knownActionsSource } from "../../../tools/known-actions/known-actions";

describe("the type of known actions", () => {
  it("is what the generator makes of the catalogue", async () => {
    expect(readFileSync(join(REPOSITORY, "iam", "data", "known-actions.ts"), "utf8")).to.equal(
      await knownActionsSource(),
    );
  });

  it("has names of actions and nothing else", async () => {
    const names = [...(await knownActionsSource()).matchAll(/^ +\| (.+?);?$/gm)].map(
      ([, text = ""]) => JSON.parse(text) as unknown,
    );
    expect(names).to.include("s3:GetObject").and.include("ec2:RunInstances").and.include("xray:PutTraceSegments");
    // The operation HeadBucket is authorised as s3:ListBucket.
    expect(names).not.to.include("s3:HeadBucket");
    expect(names.filter((name) => !/^[a-z0-9]+:[A-Z][A-Za-z0-9]+$/.test(String(name)))).to.deep.equal([]);
  });
});
