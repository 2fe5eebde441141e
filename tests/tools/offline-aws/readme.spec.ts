import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { behaviours } from "../../../tools/offline-aws/aws-fidelity/behaviours";
import { CREATABLE_TYPES } from "../../../tools/offline-aws/resources/resource-handlers";
import { resourceSchema } from "../../../tools/offline-aws/schema/resource-schema";

const README = readFileSync(join(__dirname, "..", "..", "..", "tools", "offline-aws", "README.md"), "utf8");
const rows = README.split("\n")
  .filter((line) => /^\| (?!-)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));

describe("offline-aws: README", () => {
  it("lists exactly the types that can be created", () => {
    const listed = rows.flatMap(([, type = ""]) => /^`(aws:\w+\/\w+:\w+)`$/.exec(type)?.[1] ?? []);
    expect(listed).to.have.members([...CREATABLE_TYPES]);
    for (const type of CREATABLE_TYPES) expect(resourceSchema(type), type).to.not.equal(undefined);
  });

  it("lists every behaviour of the layer in front of moto with its source", () => {
    for (const { name, source } of behaviours()) {
      expect(rows.find(([, first]) => first === name)?.[2], name).to.contain(source);
    }
  });

  it("names tests that exist", () => {
    const specs = rows.flatMap((cells) => cells.at(-2)?.match(/[\w/-]+\.spec\.ts/g) ?? []);
    expect(specs).to.not.deep.equal([]);
    for (const spec of new Set(specs)) expect(existsSync(join(__dirname, spec)), spec).to.equal(true);
  });
});
