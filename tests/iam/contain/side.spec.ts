import { expect } from "chai";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { evaluateSide, isEffective, namedPolicies, readSide, type Side } from "../../../iam/contain/side";
import type { NamedPolicy, PolicyDocument, PolicyType } from "../../../iam/document/policy-document";
import type { ApplicablePolicies, AuthorizationRequest } from "../../../iam/evaluate/authorization-request";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf } from "../../support/containment";

const ACCOUNT = "arn:aws:iam::111122223333";
const ROLE = `${ACCOUNT}:role/r`;
const SESSION = "arn:aws:sts::111122223333:assumed-role/r/s";
const ROOT = `${ACCOUNT}:root`;

const allowing = (Action: string): PolicyDocument => documentOf([{ Action }]);
const named = (id: string, ...actions: readonly string[]): NamedPolicy => ({
  id,
  document: documentOf(actions.map((Action) => ({ Action }))),
});
const request = (action: string, principal = ROLE): AuthorizationRequest => ({
  ...{ principal, action, resource: "*", context: {} },
});
const read = (source: Parameters<typeof readSide>[0], policyType: PolicyType = "identity", isOfRoot = false): Side =>
  readSide(source, policyType, new Map(), isOfRoot);
/** The actions of each layer's statements. */
const actionsOf = ({ layers }: Side): readonly (readonly string[])[] =>
  layers.map((layer) => layer.flatMap(({ statement }) => statement.actions ?? []));

describe("the policies of a side", () => {
  it("have their names, or are counted", () => {
    const [a, b] = [allowing("s3:a"), allowing("s3:b")];
    expect(namedPolicies(a)).to.deep.equal([{ id: "document", document: a }]);
    expect(namedPolicies([a])).to.deep.equal([{ id: "document", document: a }]);
    expect(namedPolicies([a, b])).to.deep.equal([
      { id: "document 1", document: a },
      { id: "document 2", document: b },
    ]);
    expect(namedPolicies([named("p", "s3:a")]).map(({ id }) => id)).to.deep.equal(["p"]);
    expect(isEffective(a)).to.equal(false);
    expect(isEffective([a])).to.equal(false);
    expect(isEffective(effectivePermissions({ identity: [] }, { principal: ROLE }))).to.equal(true);
  });

  it("are one layer where they are documents, whoever has them", () => {
    const side = read([allowing("s3:a"), documentOf([{ Action: "s3:b" }, { Action: "s3:c" }])]);
    expect(actionsOf(side)).to.deep.equal([["s3:a", "s3:b", "s3:c"]]);
    expect(side.documents).to.have.length(2);
    expect(side.fixed).to.equal(undefined);
    expect(side.layers[0]?.map(({ hasBoundary }) => hasBoundary)).to.deep.equal([false, false, false]);
    const first = side.layers[0]?.[0];
    expect(first?.compiled()).to.equal(first?.compiled());
    expect(side.layers[0]?.[2]?.compiled().reference).to.include({ policyId: "document 2", statementIndex: 1 });
    expect(side.replays()).to.equal(side.replays());
  });

  it("are those of a resource for resource policies, trust policies and RCPs", () => {
    const attachments = (policyType: PolicyType): unknown =>
      read(allowing("s3:a"), policyType).layers[0]?.[0]?.attachment;
    expect(["resource", "trust", "rcp"].map((type) => attachments(type as PolicyType))).to.deep.equal([
      ...["resource", "resource", "resource"],
    ]);
    const others: readonly PolicyType[] = ["identity", "permissionsBoundary", "session", "scp"];
    expect(others.map(attachments)).to.deep.equal(["principal", "principal", "principal", "principal"]);
  });

  it("have the values of symbols that are chosen", () => {
    const symbols = [{ id: "urn#0", label: "symbol" }];
    const document = documentOf([{ Resource: `arn:aws:s3:::${symbolPlaceholder(0)}` }], { symbols });
    const values = new Map([["urn#0", "photos"]]);
    const resourcesOf = (side: Side): unknown => side.layers[0]?.[0]?.statement.resources;
    expect(resourcesOf(readSide(document, "identity", values, false))).to.deep.equal(["arn:aws:s3:::photos"]);
    const source = effectivePermissions({ identity: [{ id: "p", document }] }, { principal: ROLE });
    expect(resourcesOf(readSide(source, "identity", values, false))).to.deep.equal(["arn:aws:s3:::photos"]);
    expect(resourcesOf(read(document))).to.deep.equal([`arn:aws:s3:::${symbolPlaceholder(0)}`]);
  });
});

describe("the layers of effective permissions", () => {
  const ALL: ApplicablePolicies = {
    identity: [named("i", "s3:i"), named("j", "s3:j")],
    permissionsBoundary: named("b", "s3:b"),
    session: [named("s", "s3:s")],
    scps: [[named("root", "s3:r")], [named("unit", "s3:u")]],
  };
  const layers = (policies: ApplicablePolicies, principal: string): readonly (readonly string[])[] =>
    actionsOf(read(effectivePermissions(policies, { principal })));

  it("are the policies that limit the principal", () => {
    expect(layers(ALL, SESSION)).to.deep.equal([["s3:i", "s3:j"], ["s3:b"], ["s3:s"], ["s3:r"], ["s3:u"]]);
    expect(layers(ALL, ROLE)).to.deep.equal(layers(ALL, SESSION));
    expect(layers(ALL, ROOT)).to.deep.equal([["s3:r"], ["s3:u"]]);
    const linked = `${ACCOUNT}:role/aws-service-role/ec2.amazonaws.com/AWSServiceRoleForEC2`;
    expect(layers({ identity: [named("i", "s3:i")], scps: [[named("root", "s3:r")]] }, linked)).to.deep.equal([
      ["s3:i"],
    ]);
    expect(layers({ identity: [named("i", "s3:i")] }, ROLE)).to.deep.equal([["s3:i"]]);
    expect(layers({ scps: [[named("root", "s3:r")]] }, ROLE)).to.deep.equal([["s3:r"]]);
  });

  it("are none that allows anything where there are no policies, and no limit for the root user", () => {
    expect(layers({}, ROLE)).to.deep.equal([[]]);
    expect(layers({}, ROOT)).to.deep.equal([["*"]]);
    expect(layers({ identity: [named("i", "s3:i")] }, ROOT)).to.deep.equal([["*"]]);
    const [[limit] = []] = read(effectivePermissions({}, { principal: ROOT })).layers;
    expect(limit?.statement).to.deep.equal({
      ...{ effect: "Allow", actions: ["*"], resources: ["*"], conditions: [], pointer: "" },
    });
  });

  it("say whether there is a boundary, and what the question fixes", () => {
    const context = { "aws:PrincipalTag/t": "a" };
    const side = read(effectivePermissions(ALL, { principal: ROLE, context }));
    expect(side.fixed).to.deep.equal({ principal: ROLE, context });
    expect(new Set(side.layers.flat().map(({ hasBoundary }) => hasBoundary))).to.deep.equal(new Set([true]));
    expect(new Set(side.layers.flat().map(({ attachment }) => attachment))).to.deep.equal(new Set(["principal"]));
    const without = read(effectivePermissions({ identity: ALL.identity ?? [] }, { principal: ROLE }));
    expect(without.layers.flat().map(({ hasBoundary }) => hasBoundary)).to.deep.equal([false, false]);
  });
});

describe("a request on one side", () => {
  const decisionOf = (side: Side, action: string, principal = ROLE): string =>
    evaluateSide(side, request(action, principal)).decision;

  it("is decided as by identity policies where boundaries and session policies stand alone", () => {
    for (const policyType of ["identity", "permissionsBoundary", "session", "scp"] as const) {
      const side = read(documentOf([{ Action: "s3:*" }, { Effect: "Deny", Action: "s3:Put" }]), policyType);
      expect(decisionOf(side, "s3:Get"), policyType).to.equal("allowed");
      expect(decisionOf(side, "s3:Put"), policyType).to.equal("explicitDeny");
      expect(decisionOf(side, "ec2:Run"), policyType).to.equal("implicitDeny");
    }
  });

  it("of the root user is decided as by SCPs, since no other policy limits it", () => {
    const document = allowing("s3:*");
    expect(decisionOf(read(document, "identity", true), "s3:Get", ROOT)).to.equal("allowed");
    expect(decisionOf(read(document, "identity", true), "ec2:Run", ROOT)).to.equal("implicitDeny");
  });

  it("is allowed by one of several resource policies that none denies", () => {
    for (const policyType of ["resource", "trust"] as const) {
      const options = { policyType };
      const statement = { Principal: "*", Action: "sts:AssumeRole" };
      const [allow, deny] = ["Allow", "Deny"].map((Effect) => documentOf([{ ...statement, Effect }], options));
      const other = documentOf([{ ...statement, Action: "sts:TagSession" }], options);
      expect(decisionOf(read([allow!, other], policyType), "sts:AssumeRole"), policyType).to.equal("allowed");
      expect(decisionOf(read([other, allow!], policyType), "sts:AssumeRole"), policyType).to.equal("allowed");
      expect(decisionOf(read([allow!, deny!], policyType), "sts:AssumeRole"), policyType).to.equal("explicitDeny");
      expect(decisionOf(read([other], policyType), "sts:AssumeRole"), policyType).to.equal("implicitDeny");
      expect(evaluateSide(read([], policyType), request("s3:Get"))).to.deep.equal({
        decision: "implicitDeny",
        deciding: [],
      });
    }
  });

  it("is not decided where one of them does not know and none denies", () => {
    const options = { policyType: "resource" as const };
    const strange = documentOf([{ Principal: "*", Condition: { StringSounds: { "s:k": "a" } } }], options);
    const allow = documentOf([{ Principal: "*" }], options);
    expect(decisionOf(read([allow, strange], "resource"), "s3:Get")).to.equal("unknown");
    expect(decisionOf(read([strange, allow], "resource"), "s3:Get")).to.equal("unknown");
  });

  it("is allowed by an RCP that allows it", () => {
    const options = { policyType: "rcp" as const };
    const deny = documentOf([{ Effect: "Deny", Principal: "*", Action: "s3:Put", Resource: "*" }], options);
    expect(decisionOf(read(deny, "rcp"), "s3:Put")).to.equal("explicitDeny");
  });
});
