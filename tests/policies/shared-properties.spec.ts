import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { createRequire } from "node:module";
import { shareProperties } from "../../policies/shared-properties";

interface Deserialize {
  deserializeProperties: (struct: object, proxySecrets: boolean) => Record<string, unknown>;
}

describe("properties that the policy SDK reads", () => {
  shareProperties();
  const sdk = createRequire(__filename)("@pulumi/policy/deserialize") as Deserialize;

  it("are read once for each message", () => {
    const struct = Struct.fromJavaScript({ name: "web", tags: { team: "payments" } });
    const first = sdk.deserializeProperties(struct, false);
    expect(first).to.deep.equal({ name: "web", tags: { team: "payments" } });
    expect(sdk.deserializeProperties(struct, false)).to.equal(first);
    expect(sdk.deserializeProperties(Struct.fromJavaScript({ name: "web" }), false)).not.to.equal(first);
  });

  it("are read anew for remediations, which change them", () => {
    const struct = Struct.fromJavaScript({ name: "web" });
    expect(sdk.deserializeProperties(struct, true)).not.to.equal(sdk.deserializeProperties(struct, true));
  });
});
