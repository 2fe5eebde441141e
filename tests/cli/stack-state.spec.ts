import { expect } from "chai";

import { isSecret, resourcesOf } from "../../cli/stack-state";

const SIGNATURE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

function stateOf(...resources: readonly object[]) {
  const complete = resources.map((resource) => ({ type: "t", urn: "u", ...resource }));
  return resourcesOf("prod", JSON.stringify({ version: 3, deployment: { resources: complete } }));
}

describe("the state of a stack", () => {
  it("shows secrets that are exported in clear, and keeps those that are not apart", () => {
    const clear = { ...SIGNATURE, plaintext: JSON.stringify({ name: "web" }) };
    const [found] = stateOf({ outputs: { list: [clear], kept: { ...SIGNATURE, ciphertext: "v1:a:b" } } });
    expect(found?.outputs?.["list"]).to.deep.equal([{ name: "web" }]);
    expect([isSecret(found?.outputs?.["kept"]), isSecret(found?.outputs?.["list"]), isSecret(null)]).to.deep.equal([
      true,
      false,
      false,
    ]);
  });

  it("leaves out what is only to be deleted, and may be empty", () => {
    expect(stateOf({ urn: "old", delete: true }, { urn: "new" }).map(({ urn }) => urn)).to.deep.equal(["new"]);
    expect(resourcesOf("prod", '{"version":3,"deployment":{}}')).to.deep.equal([]);
  });

  for (const text of ["", "no JSON", "[]", '{"deployment":{"resources":[{"type":"t"}]}}']) {
    it(`is refused where it is \`${text}\``, () => {
      expect(() => resourcesOf("prod", text)).to.throw(
        "stack prod: it cannot be exported: what the Pulumi CLI printed is not the state of a stack",
      );
    });
  }
});
