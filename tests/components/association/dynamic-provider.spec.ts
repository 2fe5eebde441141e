import * as pulumi from "@pulumi/pulumi";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { expect } from "chai";

import { isUnknown, UNKNOWN_VALUE } from "../../../components/association/association-resource";
import { dynamicProvider } from "../../../components/association/dynamic-provider";

describe("the dynamic provider of an association", () => {
  it("is a short text that holds neither an SDK nor secrets nor a path of this machine", async () => {
    for (const factory of ["associationHandlers", "formerProfileHandlers"] as const) {
      const provider = dynamicProvider(factory);
      const { text, containsSecrets } = await pulumi.runtime.serializeFunction(() => provider, { allowSecrets: true });
      expect(containsSecrets).to.equal(false);
      expect(text.length).to.be.lessThan(6_000);
      expect(text).to.contain("provider-handlers.js").and.to.contain(factory);
      expect(text).to.not.contain("aws-sdk").and.not.to.contain(process.cwd());
    }
  });

  it("knows the text that stands for what is unknown at preview", () => {
    expect(UNKNOWN_VALUE).to.equal(rpc.unknownValue);
    expect(isUnknown({ region: "a", assumeRoles: [{ roleArn: UNKNOWN_VALUE }] })).to.equal(true);
    expect(isUnknown({ region: "a", assumeRoles: [{ roleArn: "b" }], policy: null })).to.equal(false);
  });
});
