import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { lintDocs } from "../../../tools/generate-lint-docs";

describe("docs/lint.md", () => {
  it("is what `npm run docs:lint` writes", async () => {
    const present = readFileSync(join(__dirname, "..", "..", "..", "docs", "lint.md"), "utf8");
    expect(present).to.equal(await lintDocs());
  });
});
