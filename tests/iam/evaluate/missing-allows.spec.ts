import { expect } from "chai";
import {
  evaluate,
  missingAllows,
  type ApplicablePolicies,
  type AuthorizationRequest,
  type NamedPolicy,
  type PolicyDocument,
} from "../../../iam";
import { applicablePolicies, type ApplicablePoliciesJson } from "../../support/applicable-policies";
import { caseFiles, loadCases } from "../../support/cases";
import { policy } from "../../support/policies";

const REQUEST: AuthorizationRequest = {
  principal: "arn:aws:iam::111122223333:role/app",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::photos/x",
  resourceAccount: "111122223333",
  context: {},
};
const everything = (effect: string) => ({ Effect: effect, Action: "*", Resource: "*" });
const allow = policy("allow", { Version: "2012-10-17", Statement: everything("Allow") });
const other = policy("other", { Version: "2012-10-17", Statement: { ...everything("Allow"), Action: "sqs:*" } });
const toAll = { ...everything("Allow"), Principal: "*" };
const all = policy("all", { Version: "2012-10-17", Statement: toAll });
const bucket = policy("bucket", { Version: "2012-10-17", Statement: { ...toAll, Action: "s3:ListBucket" } });

describe("missingAllows", () => {
  const table: readonly (readonly [string, ApplicablePolicies, readonly string[]])[] = [
    ["the identity policies alone", { identity: [] }, ["the identity policies"]],
    ["a boundary", { identity: [allow], permissionsBoundary: other, resource: bucket }, ["the permissions boundary"]],
    ["a session", { identity: [allow], session: [other] }, ["the session policies"]],
    ["the level of SCPs", { identity: [allow], scps: [[allow], [other], [allow]] }, ["the SCPs of level 2"]],
    [
      "every kind in the way",
      { identity: [other], permissionsBoundary: other, scps: [[allow], []], rcps: [[]] },
      ["the identity policies", "the permissions boundary", "the SCPs of level 2", "the RCPs of level 1"],
    ],
    ["one of two that could allow it", { identity: [other], resource: bucket }, ["the identity policies"]],
    ["a key policy", { identity: [allow], resource: bucket, resourcePolicyKind: "kmsKey" }, ["the resource policy"]],
  ];
  for (const [name, policies, want] of table) {
    it(`names ${name}`, () => {
      expect(evaluate(REQUEST, policies).decision).to.equal("implicitDeny");
      expect(missingAllows(REQUEST, policies)).to.deep.equal(want);
    });
  }

  it("names both sides across accounts", () => {
    const policies = { identity: [other], resource: bucket };
    const request = { ...REQUEST, resourceAccount: "444455556666" };
    expect(missingAllows(request, policies)).to.deep.equal(["the resource policy", "the identity policies"]);
  });

  it("names RCPs where SCPs do not limit the caller", () => {
    const request = { ...REQUEST, principal: "ec2.amazonaws.com" };
    const policies = {
      resource: all,
      scps: [[]],
      rcps: [[], [all]],
    };
    expect(missingAllows(request, policies)).to.deep.equal(["the RCPs of level 1"]);
  });

  it("names nothing where no policy can allow the caller anything", () => {
    expect(missingAllows({ ...REQUEST, principal: "ec2.amazonaws.com" }, { identity: [allow] })).to.deep.equal([]);
  });

  it("names what has to allow, and no more, in every case of an implicit deny", () => {
    let asked = 0;
    for (const file of caseFiles("iam/evaluate")) {
      type Given = { readonly policies: ApplicablePoliciesJson; readonly request: AuthorizationRequest };
      for (const { name, given, want } of loadCases<Given, string>(file, ["policies", "request"])) {
        if (want !== "implicitDeny") continue;
        const policies = applicablePolicies(given.policies);
        const missing = missingAllows(given.request, policies);
        const decisionWith = (names: readonly string[]) =>
          evaluate(given.request, names.reduce(withAllow, policies)).decision;
        if (missing.length > 0) expect(decisionWith(missing), name).to.equal("allowed");
        for (const one of missing) {
          expect(decisionWith(missing.filter((kind) => kind !== one)), `${name} without ${one}`).to.not.equal(
            "allowed",
          );
        }
        asked += 1;
      }
    }
    expect(asked).to.be.greaterThan(40);
  });
});

/** The policies with a statement that allows everything added to the kind of this name. */
function withAllow(policies: ApplicablePolicies, kind: string): ApplicablePolicies {
  const { identity = [], session = [], permissionsBoundary, resource, scps = [], rcps = [] } = policies;
  const level = Number(/\d+$/.exec(kind)?.[0] ?? 0) - 1;
  const widen = (levels: readonly (readonly NamedPolicy[])[], statement: NamedPolicy) =>
    levels.map((one, index) => (index === level ? [...one, statement] : one));
  const both = (given: NamedPolicy | undefined, added: PolicyDocument) => {
    if (given === undefined) throw new Error(`there is no ${kind} to add to`);
    return {
      ...given,
      document: { ...given.document, statements: [...given.document.statements, ...added.statements] },
    };
  };
  if (kind === "the identity policies") return { ...policies, identity: [...identity, allow] };
  if (kind === "the session policies") return { ...policies, session: [...session, allow] };
  if (kind === "the permissions boundary")
    return { ...policies, permissionsBoundary: both(permissionsBoundary, allow.document) };
  if (kind === "the resource policy") return { ...policies, resource: both(resource, all.document) };
  return kind.startsWith("the SCPs")
    ? { ...policies, scps: widen(scps, allow) }
    : { ...policies, rcps: widen(rcps, all) };
}
