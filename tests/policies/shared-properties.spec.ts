import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { createRequire } from "node:module";
import * as proxy from "@pulumi/policy/proxy";
import type { PolicyResource } from "@pulumi/policy";
import { UNKNOWN } from "../../ec2/plain-value";
import { readProperties, readSharedProperties } from "../../policies/known-properties";
import { readStackResources } from "../../policies/stack-resources";
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

describe("plain copies of properties", () => {
  const sdk = proxy as unknown as {
    unknownCheckingProxy: <T extends object>(value: T) => T;
    unknownStringValue: string;
  };
  const source = { name: "web", arn: sdk.unknownStringValue, tags: { team: "payments" } };
  const handed = (): object => sdk.unknownCheckingProxy(source);
  const copy = { name: "web", arn: UNKNOWN, tags: { team: "payments" } };

  it("are made once for what the policy SDK hands to several policies", () => {
    const first = readSharedProperties(handed());
    expect(first).to.deep.equal(copy);
    expect(readSharedProperties(handed())).to.equal(first);
    expect(readSharedProperties(handed(), ["arn"])).to.deep.equal({ arn: UNKNOWN });
    expect(readSharedProperties(sdk.unknownCheckingProxy({ ...source }))).not.to.equal(first);
  });

  it("are made anew for remediations, and where the SDK hands out no proxy", () => {
    expect(readProperties(handed())).not.to.equal(readProperties(handed()));
    expect(readSharedProperties(source)).not.to.equal(readSharedProperties(source));
  });

  it("make one resource for policies that read the same of it", () => {
    const opts = { protect: false, ignoreChanges: [], aliases: [], customTimeouts: {}, additionalSecretOutputs: [] };
    const resource = { urn: "urn:1", type: "t", name: "web", props: handed(), opts, propertyDependencies: {} };
    const read = (reads: boolean, inputs?: object): object | undefined =>
      readStackResources(
        [resource as unknown as PolicyResource],
        () => reads,
        new Map(inputs === undefined ? [] : [["urn:1", inputs as never]]),
      )[0];
    const inputs = { name: "web" };
    expect(read(true)).to.equal(read(true)).and.to.have.deep.property("properties", copy);
    expect(read(false)).to.equal(read(false)).and.to.have.deep.property("properties", {});
    expect(read(true, inputs)).to.equal(read(true, inputs)).and.to.have.property("inputs", inputs);
    expect(read(true, { ...inputs })).not.to.equal(read(true, inputs));
  });
});
