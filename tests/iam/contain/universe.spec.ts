import { expect } from "chai";
import { ANY_ACTION, ANY_RESOURCE, RESOURCE_IN_ACCOUNT, RESOURCE_WITHOUT_ACCOUNT } from "../../../iam/contain/universe";
import { literalTokens } from "../../../iam/pattern/pattern-token";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { matching } from "../../support/containment";

const ACCOUNT = "111122223333";
const IN_ACCOUNT = [`arn:aws:s:r:${ACCOUNT}:a`, `arn:aws-cn:s::${ACCOUNT}:a/b:c`, `arn:x:s:r:${ACCOUNT}:a`];
const WITHOUT_ACCOUNT = ["arn:aws:s:::a", "arn:aws-cn:s:r::a:b", "arn:aws:iam::aws:policy/p", "*"];
const OTHER_DIGITS = ["arn:aws:s::12:a", "arn:aws-cn:s:r:1111222233334:a"];
const NO_RESOURCE = [
  ...["", "a", "**", "arn:", "arn:aws:s:r:1:", "arn:aws:::1:a", "arn::s:r:1:a", "arn:a/b:s:r:1:a", "arn:aws:s/t:r:1:a"],
  ...["arn:aws:s:r/q:1:a", "arn:aws:s:r:x:a", "arn:aws:s:r:1/2:a", `arn:aws:s:r:${ACCOUNT}:`, "arn:aws:s:r:1"],
  ...[`arn:aws::r:${ACCOUNT}:a`, `arn:aws:s:r:${ACCOUNT}a:b`, `ARN:aws:s:r:${ACCOUNT}:a`],
];
const ALL = [...IN_ACCOUNT, ...WITHOUT_ACCOUNT, ...OTHER_DIGITS, ...NO_RESOURCE];

describe("the requests that a question ranges over", () => {
  it("have a service and a name, with one colon, as their action", () => {
    const texts = ["s:a", "s3:get*", "s", "s:", ":a", "s:a:b", "", ":", "s3:getobject"];
    expect(matching(ANY_ACTION, texts)).to.deep.equal(["s:a", "s3:get*", "s3:getobject"]);
  });

  it("have an ARN with a resource, or `*`", () => {
    expect(matching(ANY_RESOURCE.universe, ALL)).to.deep.equal([...IN_ACCOUNT, ...WITHOUT_ACCOUNT, ...OTHER_DIGITS]);
    expect(ANY_RESOURCE.account).to.equal(undefined);
  });

  it("have an account where their ARN holds the id of one", () => {
    expect(matching(RESOURCE_IN_ACCOUNT.universe, ALL)).to.deep.equal(IN_ACCOUNT);
    const { account } = RESOURCE_IN_ACCOUNT;
    expect(account?.kind).to.equal("piece");
    const own = account?.kind === "piece" ? account.embed(new SequencePattern(literalTokens(ACCOUNT))) : [];
    expect(matching(own, ALL)).to.include.members(IN_ACCOUNT);
    expect(matching(own, [...WITHOUT_ACCOUNT, ...OTHER_DIGITS])).to.deep.equal([]);
  });

  it("have none where it holds none", () => {
    expect(matching(RESOURCE_WITHOUT_ACCOUNT.universe, ALL)).to.deep.equal(WITHOUT_ACCOUNT);
    expect(RESOURCE_WITHOUT_ACCOUNT.account).to.equal(undefined);
  });

  it("are of AWS's first partition where nothing else is asked", () => {
    for (const { universe } of [ANY_RESOURCE, RESOURCE_IN_ACCOUNT, RESOURCE_WITHOUT_ACCOUNT]) {
      const [first] = universe;
      expect(first?.matches("arn:aws-cn:s:r:111122223333:a")).to.equal(false);
      expect(first === undefined ? [] : matching([first], ALL)).to.not.deep.equal([]);
    }
  });
});
