import { expect } from "chai";
import {
  bundledCatalogue,
  checkContainment,
  checkDisjointness,
  DEFAULT_LIMITS,
  effectivePermissions,
  type ApplicablePolicies,
  type Containment,
  type Disjointness,
  type EffectivePermissions,
  type NamedPolicy,
  type PolicyDocument,
} from "../../../iam";
import { opaqueText } from "../../../iam/pattern/letters";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf } from "../../support/containment";

const ROLE = "arn:aws:iam::111122223333:role/r";

const allowing = (Action: string | readonly string[], Resource = "*", Condition = {}): PolicyDocument =>
  documentOf([{ Action, Resource, Condition }]);

const named = (document: PolicyDocument): NamedPolicy => ({ id: "p", document });
const READS = allowing("s3:Get*");
const of = (policies: Partial<ApplicablePolicies>, principal = ROLE, context = {}): EffectivePermissions =>
  effectivePermissions({ identity: [named(READS)], ...policies }, { principal, context });

function reasonOf(answer: Containment | Disjointness): object {
  if (answer.kind !== "unknown") throw new Error(answer.kind);
  return answer.reason;
}

describe("what containment does not decide", () => {
  it("is permissions that hang on the resource's side", () => {
    const reason = {
      code: "resource-side-policies",
      message: "effective permissions with a resource policy or RCPs depend on the resource's side",
    };
    for (const policies of [{ resource: named(READS) }, { rcps: [[named(READS)]] }]) {
      expect(reasonOf(checkContainment(of(policies), READS))).to.deep.equal(reason);
      expect(reasonOf(checkContainment(READS, of(policies)))).to.deep.equal(reason);
    }
    expect(checkContainment(of({}), READS).kind).to.equal("contained");
  });

  it("is permissions of a principal without identity policies", () => {
    expect(reasonOf(checkContainment(READS, of({}, "ec2.amazonaws.com")))).to.deep.equal({
      code: "principal-without-policies",
      message:
        "`ec2.amazonaws.com` is no user, role or session of an account: identity policies do not say what it may do",
    });
  });

  it("is documents, names and callers with private use characters", () => {
    const reason = {
      code: "private-use-character",
      message: "a document holds characters of Unicode's private use area",
    };
    const letter = opaqueText(0);
    const strange = allowing("s3:Get*", `arn:aws:s3:::${letter}`);
    for (const source of [
      strange,
      [{ id: letter, document: READS }],
      of({ identity: [named(strange)] }),
      of({}, `${ROLE}${letter}`),
      of({}, ROLE, { "s:k": letter }),
    ]) {
      expect(reasonOf(checkContainment(source, READS))).to.deep.equal(reason);
      expect(reasonOf(checkContainment(READS, source))).to.deep.equal(reason);
    }
  });

  it("is whether two principals can make one request", () => {
    expect(reasonOf(checkDisjointness(of({}), of({}, `${ROLE}2`)))).to.deep.equal({
      code: "different-principals",
      message: "whether two different principals can make the same request is no question about one request",
    });
    expect(checkDisjointness(of({}), of({})).kind).to.equal("overlapping");
  });

  it("is a question beyond the limit on work, by its name", () => {
    const limits = { ...DEFAULT_LIMITS, containmentSteps: 3 };
    const reason = reasonOf(checkContainment(READS, allowing("s3:GetObject"), { limits }));
    expect(reason).to.include({ code: "limit", limit: "containmentSteps" });
    expect(reason).to.have.property("message").that.includes("3");
  });

  it("is whether AWS receives an action that the catalogue does not list", () => {
    const catalogue = bundledCatalogue();
    const inner = allowing("s3:GetSomethingNew");
    expect(reasonOf(checkContainment(inner, allowing("s3:GetObject"), { catalogue }))).to.deep.equal({
      code: "unlisted-action",
      message: "the catalogue has no action `s3:GetSomethingNew`: whether AWS receives requests for it is not known",
    });
    expect(checkContainment(inner, READS, { catalogue }).kind).to.equal("contained");
    const both = allowing(["s3:GetSomethingNew", "s3:PutObject"]);
    expect(checkContainment(both, READS, { catalogue }).kind).to.equal("notContained");
  });
});

describe("a question", () => {
  it("is about the policies that it says, else about those that the documents look like", () => {
    const nothing = allowing("x:y");
    expect(checkContainment(READS, nothing).kind).to.equal("notContained");
    expect(checkContainment(READS, nothing, { policyType: "resource" }).kind).to.equal("contained");
    const options = { policyType: "resource" as const };
    const ofResource = documentOf([{ Principal: "*", Action: "s3:GetObject" }], options);
    expect(reasonOf(checkContainment(ofResource, READS))).to.include({ code: "mixed-policy-types" });
    expect(checkContainment(ofResource, READS, options).kind).to.equal("notContained");
  });

  it("is answered with the values of symbols that show it", () => {
    const symbols = [{ id: "urn#0", label: "symbol" }];
    const unknown = documentOf([{ Action: "s3:Get*", Resource: `arn:aws:s3:::${symbolPlaceholder(0)}` }], { symbols });
    const answer = checkContainment(unknown, allowing("s3:Get*", "arn:aws:s3:::photos"));
    if (answer.kind !== "notContained") throw new Error(answer.kind);
    expect(answer.counterexample.resource).to.equal(`arn:aws:s3:::${answer.symbols?.["urn#0"]}`);
    expect(answer.symbols?.["urn#0"]).to.not.equal("photos");
    expect(checkContainment(unknown, allowing("s3:Get*", "arn:aws:s3:::*")).kind).to.equal("contained");
    expect(checkContainment(READS, allowing("x:y"))).to.not.have.property("symbols");
  });

  it("is not decided where no value that is tried shows what may be", () => {
    const key = { StringEquals: { "s:k": "${s:v}" } };
    const greater = allowing("s3:Get*", "*", { ...key, NumericGreaterThan: { "s:k": "5" } });
    expect(reasonOf(checkContainment(greater, allowing("x:y")))).to.have.property("code");
    const equal = allowing("s3:Get*", "*", { ...key, NumericEquals: { "s:k": "5" } });
    const answer = checkContainment(equal, allowing("x:y"));
    expect(answer.kind === "notContained" && answer.counterexample.context).to.deep.equal({ "s:k": "5", "s:v": "5" });
  });

  it("does not take an error for an answer", () => {
    const message = "the catalogue cannot be read";
    const catalogue = new Proxy(bundledCatalogue(), {
      get(): never {
        throw new TypeError(message);
      },
    });
    expect(() => checkContainment(READS, allowing("s3:GetObject"), { catalogue })).to.throw(TypeError, message);
  });

  it("is answered with a request that serves, though one in a Region or of another account reads better", () => {
    const nothing = allowing("x:y");
    const catalogue = bundledCatalogue();
    const requestOf = (inner: PolicyDocument): { resource: string; principal: string } => {
      const answer = checkContainment(inner, nothing, { catalogue });
      if (answer.kind !== "notContained") throw new Error(answer.kind);
      return answer.counterexample;
    };
    expect(requestOf(allowing("dynamodb:GetItem")).resource).to.match(/^arn:aws:dynamodb:[a-z]+-/);
    const nowhere = "arn:aws:dynamodb::111122223333:table/x";
    expect(requestOf(allowing("dynamodb:GetItem", nowhere)).resource).to.equal(nowhere);
  });
});
