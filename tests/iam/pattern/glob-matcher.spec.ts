import { expect } from "chai";
import { globMatcher } from "../../../iam";

describe("globMatcher", () => {
  it("reads * and ? as wildcards, and everything else for itself", () => {
    const matches = globMatcher("urn:*:role-?");
    expect(matches("urn:pulumi:dev:role-a")).to.equal(true);
    expect(matches("urn:pulumi:dev:role-ab")).to.equal(false);
    expect(globMatcher("${aws:username}/*")("${aws:username}/x")).to.equal(true);
    expect(globMatcher("${*}")("${x}"), "no escape of a policy").to.equal(true);
    expect(globMatcher("a")("A")).to.equal(false);
  });
});
