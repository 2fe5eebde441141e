import { expect } from "chai";
import type { PolicyType } from "../../iam";
import { readDocument } from "../../cli/document-input";
import { InputError } from "../../cli/input";

const ALLOW = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const TRUST = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };

function reasons(Statement: unknown, type: PolicyType, option?: "--type"): readonly string[] {
  const json = { Version: "2012-10-17", Statement };
  try {
    readDocument({ file: "p.json", text: JSON.stringify(json), json }, type, option);
    return [];
  } catch (error) {
    return (error as InputError).faults.map(({ pointer, reason }) => `${pointer}: ${reason}`);
  }
}

describe("a document that is given for one of another type", () => {
  it("is named with the option that would say so", () => {
    expect(reasons(TRUST, "identity", "--type").join()).to.match(/valid as a trust policy: give `--type trust`$/);
    expect(reasons({ ...ALLOW, Principal: "*" }, "identity", "--type").join()).to.match(/give `--type resource`$/);
    expect(reasons(ALLOW, "trust", "--type").join()).to.match(/give `--type identity`$/);
  });

  it("has no such advice where it is valid as none, or the command has no such option", () => {
    expect(reasons({ ...TRUST, Effect: "deny" }, "identity", "--type").join()).to.not.include("--type");
    expect(reasons(TRUST, "identity")).to.have.lengthOf(2);
    expect(reasons(TRUST, "identity").join()).to.not.include("--type");
    expect(reasons(ALLOW, "identity", "--type")).to.deep.equal([]);
  });
});
