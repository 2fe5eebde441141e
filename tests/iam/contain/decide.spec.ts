import { expect } from "chai";
import {
  bundledCatalogue,
  checkContainment,
  checkDisjointness,
  DEFAULT_LIMITS,
  effectivePermissions,
  parsePolicyDocument,
  type ApplicablePolicies,
  type Containment,
  type Disjointness,
  type EffectivePermissions,
  type NamedPolicy,
  type PolicyDocument,
} from "../../../iam";
import { opaqueText } from "../../../iam/pattern/letters";

const ROLE = "arn:aws:iam::111122223333:role/r";

function allowing(Action: string | readonly string[], Resource = "*", Condition?: object): PolicyDocument {
  const Statement = [{ Effect: "Allow", Action, Resource, ...(Condition && { Condition }) }];
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

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
