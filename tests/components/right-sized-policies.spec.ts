import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { rightSizedPolicies } from "../../components/right-sized-policies";

describe("the policies of a proposal", () => {
  const document = { Version: "2012-10-17", Statement: [] };

  function reading(content: string): () => unknown {
    return () => {
      const folder = mkdtempSync(join(tmpdir(), "ec2-identity-proposal-"));
      try {
        const file = join(folder, "right-size.json");
        writeFileSync(file, content);
        return rightSizedPolicies(file);
      } finally {
        rmSync(folder, { recursive: true });
      }
    };
  }

  it("are arguments of an InstanceRole", () => {
    const policies = [
      { name: "right-sized", kind: "inline", document },
      { name: "right-sized-1", kind: "managed", document },
    ];
    expect(reading(JSON.stringify({ policies, undecided: [], role: "app" }))()).to.deep.equal({
      inlinePolicies: { "right-sized": document },
      customerManagedPolicies: { "right-sized-1": document },
    });
  });

  it("are refused where nothing was proposed, something was not decided, or the file is something else", () => {
    const policies = [{ name: "right-sized", kind: "inline", document }];
    expect(reading(JSON.stringify({ policies: [], undecided: [] }))).to.throw(pulumi.RunError, "nothing was proposed");
    const undecided = [{ code: "replay", message: "no" }];
    expect(reading(JSON.stringify({ policies, undecided }))).to.throw(pulumi.RunError, "could not be decided");
    expect(reading("hello")).to.throw(pulumi.RunError, "cannot be read");
    expect(() => rightSizedPolicies("/nowhere.json")).to.throw(pulumi.RunError, "ENOENT");
  });
});
