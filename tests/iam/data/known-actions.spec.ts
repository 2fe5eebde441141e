import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import type { KnownAction } from "../../../iam";
import { REPOSITORY } from "../../../tools/repository";
import { knownActionsSource } from "../../../tools/known-actions/known-actions";

describe("the type of known actions", () => {
  it("is what the generator makes of the catalogue", async () => {
    expect(readFileSync(join(REPOSITORY, "iam", "data", "known-actions.ts"), "utf8")).to.equal(
      await knownActionsSource(),
    );
  });

  it("has names of actions and nothing else", () => {
    const read: KnownAction = "s3:GetObject";
    // @ts-expect-error The operation HeadBucket is authorised as s3:ListBucket.
    const head: KnownAction = "s3:HeadBucket";
    expect([read, head]).to.have.length(2);
  });
});
