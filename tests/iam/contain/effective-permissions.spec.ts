import { expect } from "chai";
import { checkContainment } from "../../../iam";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { documentOf } from "../../support/containment";

const ROLE = "arn:aws:iam::111122223333:role/example";
const ofTeam = { Condition: { StringEquals: { "aws:PrincipalTag/team": "blue" } } };
const policies = { identity: [{ id: "p", document: documentOf([ofTeam]) }] };

describe("effectivePermissions", () => {
  it("holds the policies, the principal and the keys that are the same in each of its requests", () => {
    const context = { "aws:PrincipalTag/team": "blue" };
    expect(effectivePermissions(policies, { principal: ROLE, context })).to.deep.equal({
      kind: "effectivePermissions",
      policies,
      principal: ROLE,
      context,
    });
  });

  it("fixes no key where none is given", () => {
    expect(effectivePermissions(policies, { principal: ROLE }).context).to.deep.equal({});
  });

  it("is read as a principal with its keys, not as a list of documents", () => {
    const none = effectivePermissions({ identity: [] }, { principal: ROLE });
    const ofOther = effectivePermissions(policies, { principal: ROLE, context: { "aws:PrincipalTag/team": "red" } });
    const ofBlue = effectivePermissions(policies, { principal: ROLE, context: { "aws:PrincipalTag/team": "blue" } });
    expect(checkContainment(ofOther, none).kind).to.equal("contained");
    expect(checkContainment(ofBlue, none).kind).to.equal("notContained");
  });
});
