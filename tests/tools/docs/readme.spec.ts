import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import { embed } from "../../../tools/docs/embed";
import { readme } from "../../../tools/generate-readme";
import { REPOSITORY } from "../../../tools/repository";

describe("README.md", () => {
  it("shows the examples and policies as they are (else run `npm run docs`)", async () => {
    expect(readFileSync(join(REPOSITORY, "README.md"), "utf8")).to.equal(await readme());
  });
});

describe("embed", () => {
  it("replaces what stands between the marks, with and without an argument, and nothing else", () => {
    const text = "a\n<!-- x: y -->\nold\n<!-- /x -->\nb\n<!-- z -->\n<!-- /z -->\n";
    expect(embed(text, { x: (argument) => `new ${argument}`, z: () => "list" })).to.equal(
      "a\n<!-- x: y -->\n\nnew y\n\n<!-- /x -->\nb\n<!-- z -->\n\nlist\n\n<!-- /z -->\n",
    );
  });

  it("refuses a mark that nobody makes", () => {
    expect(() => embed("<!-- x -->\n<!-- /x -->", {})).to.throw("got the mark `x`");
  });
});
