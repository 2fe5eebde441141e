import { expect } from "chai";

import { InputError } from "../../../cli/input";
import { readExpectation } from "../../../cli/verify/expectation";

describe("the file of what an instance is declared to be", () => {
  const read = (json: unknown) => readExpectation({ file: "e.json", text: JSON.stringify(json), json });

  it("may hold each member, and needs none", () => {
    const all = {
      profile: null,
      role: "web",
      httpEndpoint: "disabled",
      httpPutResponseHopLimit: 64,
      permissionsBoundary: null,
      permissionsBoundaryDocument: { Statement: [] },
      policies: [{ id: "a", document: "{}" }, { managedPolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
    };
    expect(read(all)).to.deep.equal(all);
    expect(read({})).to.deep.equal({});
  });

  for (const [what, json, pointer, reason] of [
    ["a list", [], "", "got a list, expected an object"],
    ["nothing", null, "", "got `null`, expected an object"],
    ["a member that there is not", { Profile: "web" }, "/Profile", "did you mean `profile`?"],
    ["what only a stack says", { notRead: [] }, "/notRead", "notRead"],
    [
      "a hop limit that there is not",
      { httpPutResponseHopLimit: 65 },
      "/httpPutResponseHopLimit",
      "got `65`, expected at most 64",
    ],
    [
      "half a hop limit",
      { httpPutResponseHopLimit: 1.5 },
      "/httpPutResponseHopLimit",
      "got `1.5`, expected a whole number",
    ],
    [
      "an endpoint that is neither",
      { httpEndpoint: "off" },
      "/httpEndpoint",
      'got `"off"`, expected `enabled` or `disabled`',
    ],
    ["an empty name", { role: "" }, "/role", "expected at least one character"],
    ["a policy that is none", { policies: [{}] }, "/policies/0", "expected `id` and `document`, or `managedPolicyArn`"],
    [
      "an ARN that is none",
      { policies: [{ managedPolicyArn: "x" }] },
      "/policies/0/managedPolicyArn",
      "expected an ARN, `arn:…`",
    ],
  ] as const) {
    it(`is refused where it holds ${what}`, () => {
      expect(() => read(json))
        .to.throw(InputError)
        .with.property("faults")
        .that.has.lengthOf(1);
      try {
        read(json);
      } catch (error) {
        const [fault] = (error as InputError).faults;
        expect(fault).to.include({ file: "e.json", pointer });
        expect(fault?.reason).to.contain(reason);
      }
    });
  }
});
