import { expect } from "chai";
import { sarifLocation, sarifLog } from "../../cli/sarif";
import { readSarif } from "../support/sarif";

const rule = { id: "r", shortDescription: { text: "what it finds" }, helpUri: "https://example.com/r" };
const result = { ruleId: "r", level: "error", message: { text: "found" }, locations: [] } as const;
const textOf = (...args: Parameters<typeof sarifLog>): string => JSON.stringify(sarifLog(...args));

describe("SARIF logs", () => {
  it("keep to the schema with results, places and faults, whatever the names of files", () => {
    const places = ["policy.json", "a folder/p 1.json", "C:\\policies\\p.json", "-", "ä%.json"].map((file) =>
      sarifLocation(file, "/Statement/0", { line: 1, column: 1 }),
    );
    const faults = [{ file: "missing.json", pointer: "", reason: "no such file" }];
    const log = readSarif(textOf([{ ...result, locations: places }], [rule], faults));
    expect(log.runs[0]?.results?.[0]?.locations).to.have.length(places.length);
    expect(readSarif(textOf([], [])).runs[0]?.results).to.deep.equal([]);
  });

  it("that break the schema are noticed", () => {
    const wrong: readonly (readonly [string, string])[] = [
      ['"level":"error"', '"level":"fatal"'],
      ['"version":"2.1.0"', '"version":"2.0.0"'],
      ['"message":{"text":"found"}', '"message":{}'],
      ['"ruleId":"r"', '"rule":"r"'],
      ["https://example.com/r", "no uri"],
    ];
    const text = textOf([result], [rule]);
    for (const [right, broken] of wrong) {
      expect(text).to.contain(right);
      expect(() => readSarif(text.replace(right, broken)), broken).to.throw("no log of SARIF 2.1.0");
    }
  });
});
