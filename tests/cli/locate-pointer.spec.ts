import { expect } from "chai";
import fc from "fast-check";
import { locatePointer, PointerLocator } from "../../cli/locate-pointer";
import { SEED } from "../support/property-settings";

describe("locatePointer", () => {
  const text = '{\n  "a/b": [1, "x]", {"~": true}],\n  "c": "\\"}"\n}';

  it("finds members, items and escaped tokens", () => {
    expect(locatePointer(text, "")).to.deep.equal({ line: 1, column: 1 });
    expect(locatePointer(text, "/a~1b")).to.deep.equal({ line: 2, column: 10 });
    expect(locatePointer(text, "/a~1b/2/~0")).to.deep.equal({ line: 2, column: 26 });
    expect(locatePointer(text, "/c")).to.deep.equal({ line: 3, column: 8 });
  });

  it("stays at the last value that exists", () => {
    expect(locatePointer(text, "/a~1b/7/x")).to.deep.equal({ line: 2, column: 10 });
    expect(locatePointer("[]", "/0")).to.deep.equal({ line: 1, column: 1 });
  });

  it("finds many places in a long text without reading it for each", () => {
    const items = Array.from({ length: 100_000 }, (_, index) => `"s3:${index}"`);
    const locator = new PointerLocator(`{"Action":[\n${items.join(",\n")}]}`);
    const lines = items.map((_, index) => locator.locate(`/Action/${index}`).line);
    expect(lines).to.deep.equal(items.map((_, index) => index + 2));
  });

  it("finds every member of any JSON object", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
        fc.constantFrom(0, 2),
        (object, indent) => {
          const json = JSON.stringify(object, undefined, indent);
          for (const [key, value] of Object.entries(JSON.parse(json) as object)) {
            const pointer = `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
            const { line, column } = locatePointer(json, pointer);
            const rest = json
              .split("\n")
              .slice(line - 1)
              .join("\n")
              .slice(column - 1);
            const start = JSON.stringify(value).slice(0, 1);
            expect(rest.slice(0, 1)).to.equal(start);
          }
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});
