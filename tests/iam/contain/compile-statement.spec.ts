import { expect } from "chai";
import type { CallerKind } from "../../../iam/contain/caller";
import { compileStatement } from "../../../iam/contain/compile-statement";
import { Dimensions, HintTable, type Part } from "../../../iam/contain/dimensions";
import { unnamedKey } from "../../../iam/contain/key-facts";
import type { FixedCaller } from "../../../iam/contain/statement-env";
import type { StatementForm, StatementSource } from "../../../iam/contain/statement-source";
import { isCertain, type Literal } from "../../../iam/contain/value-set";
import type { PolicyDocument, Statement } from "../../../iam/document/policy-document";
import { CompiledStatement } from "../../../iam/evaluate/compiled-statement";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { WorkCounter } from "../../../iam/work-counter";
import { environmentOf } from "../../support/containment";

const S = symbolPlaceholder(0);
const USER: CallerKind = { kind: "user", universe: [], fact: () => undefined };

function sourceOf(given: Partial<Statement>, version: PolicyDocument["version"] = "2012-10-17"): StatementSource {
  const actions = given.notActions === undefined ? { actions: ["*"] } : {};
  const resources = given.notResources === undefined ? { resources: ["*"] } : {};
  const statement: Statement = {
    ...{ effect: "Allow", conditions: [], pointer: "/Statement/0" },
    ...actions,
    ...resources,
    ...given,
  };
  const document: PolicyDocument = { version, statements: [statement], symbols: [{ id: "urn#0", label: "symbol" }] };
  const compiled = (): CompiledStatement => new CompiledStatement("document", document, statement, 0, "principal");
  return { statement, compiled, document, attachment: "principal", hasBoundary: false };
}

const condition = (operator: string, key: string, ...values: readonly string[]): Statement["conditions"][number] => ({
  ...{ operator, key, values, pointer: "" },
});
const formsOf = (given: Partial<Statement>, environment = environmentOf()): readonly StatementForm[] =>
  compileStatement(sourceOf(given), environment);

/** Whether a request, dimension by dimension, matches a form. */
function matches(forms: readonly StatementForm[], request: Readonly<Record<string, Part>>): boolean {
  const work = new WorkCounter("containmentSteps", 100_000);
  const dimensions = new Dimensions(new Map(), new Map(), new HintTable(), "must", work);
  const parts: Readonly<Record<string, Part>> = { action: "s3:get", resource: "arn:aws:s3:::b", ...request };
  return forms.some(({ literals }) => literals.every((one) => dimensions.holds(one, parts[one.atom.dimension])));
}

/** The literals that say nothing of the action and the resource. */
const others = ({ literals }: StatementForm): readonly Literal[] =>
  literals.filter(({ atom }) => !["action", "resource"].includes(atom.dimension));

describe("a statement as literals", () => {
  it("matches the actions of entries that name a service and an action, or are `*`", () => {
    const allows = (entry: string, action: string): boolean => matches(formsOf({ actions: [entry] }), { action });
    expect(allows("*", "s3:get")).to.equal(true);
    expect(allows("**", "s3:get")).to.equal(true);
    expect(allows("S3:G*", "s3:get")).to.equal(true);
    expect(allows("s3:p*", "s3:get")).to.equal(false);
    for (const entry of ["s3*", "*et", "s3", "s3:", "?*"]) {
      expect(allows(entry, "s3:get"), entry).to.equal(false);
      expect(allows(entry, entry), entry).to.equal(false);
      expect(matches(formsOf({ notActions: [entry] }), {}), entry).to.equal(true);
    }
    expect(allows("s3:${aws:username}", "s3:${aws:username}")).to.equal(true);
    expect(matches(formsOf({ notActions: ["s3:g*"] }), {})).to.equal(false);
    const environment = environmentOf();
    const letter = environment.opaque.symbol({ id: "urn#0", label: "symbol" })[0]?.letters ?? "";
    expect(matches(formsOf({ actions: [S] }, environment), { action: letter })).to.equal(true);
  });

  it("holds for sure for everything where an entry is `*`, whatever else is in the list", () => {
    for (const given of [
      { resources: [`${S}*`, "*"] },
      { notResources: ["*", `${S}*`] },
      { resources: ["*", "a:b"] },
    ]) {
      const [form] = formsOf(given);
      const resource = form?.literals.find(({ atom }) => atom.dimension === "resource");
      expect(resource && isCertain(resource.atom.set)).to.equal(true);
      expect(matches(form === undefined ? [] : [form], {})).to.equal(given.notResources === undefined);
    }
    expect(formsOf({ resources: ["b", "*"] })[0]?.literals[1]?.atom.set.maybe).to.have.length(1);
  });

  it("says why a resource is not certain", () => {
    const [form] = formsOf({ resources: [`${S}*`], pointer: "/Statement/3" });
    const resource = form?.literals.find(({ atom }) => atom.dimension === "resource");
    expect(resource && isCertain(resource.atom.set)).to.equal(false);
    expect(resource?.atom.reason).to.deep.equal({
      code: "symbol",
      message: "the value of a resource is not known yet",
      pointer: "/Statement/3",
    });
  });

  it("takes variables for text in documents of 2008", () => {
    const given = { resources: ["${s:v}"], conditions: [condition("StringEquals", "s:k", "${s:v}")] };
    const old = compileStatement(sourceOf(given, "2008-10-17"), environmentOf());
    expect(old).to.have.length(1);
    expect(matches(old, { resource: "${s:v}", "s:k": "${s:v}" })).to.equal(true);
    expect(matches(old, { resource: "${s:v}", "s:k": "a" })).to.equal(false);
  });

  it("asks nothing of the resource where it names none", () => {
    const source = sourceOf({});
    const statement: Statement = { effect: "Allow", actions: ["*"], conditions: [], pointer: "" };
    const [form] = compileStatement({ ...source, statement }, environmentOf());
    expect(form?.literals.map(({ atom }) => atom.dimension)).to.deep.equal(["action"]);
  });

  it("reads the variables in values of conditions", () => {
    const environment = environmentOf();
    const letter = environment.opaque.variable("s:v")[0]?.letters ?? "";
    const forms = formsOf({ conditions: [condition("StringEquals", "s:k", "${s:v}")] }, environment);
    expect(matches(forms, { "s:k": letter, "s:v": "x" })).to.equal(true);
    expect(matches(forms, { "s:k": "${s:v}", "s:v": "x" })).to.equal(false);
  });

  it("that never holds has no form", () => {
    const forms = formsOf(
      { conditions: [condition("StringEquals", "aws:PrincipalServiceName", "a")] },
      environmentOf({
        caller: { ...USER, fact: () => ({ kind: "absent" }) },
      }),
    );
    expect(forms).to.deep.equal([]);
  });
});

describe("the forms of a statement with variables", () => {
  const keys = (n: number): readonly string[] => Array.from({ length: n }, (_, index) => `s:v${index}`);
  const variables = (n: number): string =>
    keys(n)
      .map((key) => `\${${key}}`)
      .join("");

  it("are one for each choice of those that it can match with and without", () => {
    const count = (given: Partial<Statement>): number => formsOf(given).length;
    expect(count({})).to.equal(1);
    expect(count({ resources: ["arn:a", "arn:b"] })).to.equal(1);
    expect(count({ resources: ["arn:aws:s:::${s:v0}"] })).to.equal(1);
    expect(count({ resources: ["arn:aws:s:::${s:v0}", "b"] })).to.equal(2);
    expect(count({ notResources: [variables(1)] })).to.equal(2);
    expect(count({ notResources: [`arn:aws:s:::${variables(6)}`] })).to.equal(64);
    const seven = formsOf({ resources: keys(7).map((key) => `arn:aws:s:::\${${key}}`) });
    expect(seven).to.have.length(7);
    expect(seven.flatMap(({ literals }) => literals).every(({ atom }) => isCertain(atom.set))).to.equal(true);
  });

  it("ask that the variables are in the request, or not", () => {
    const environment = environmentOf();
    const letter = environment.opaque.variable("s:v")[0]?.letters ?? "";
    const resources = ["arn:aws:s:::a${s:v}", "arn:aws:s:::b${s:v, 'd'}"];
    const forms = formsOf({ resources }, environment);
    expect(forms.map((form) => others(form).map(({ holds }) => holds))).to.deep.equal([[true], [false]]);
    expect(matches(forms, { resource: `arn:aws:s:::a${letter}`, "s:v": "x" })).to.equal(true);
    expect(matches(forms, { resource: `arn:aws:s:::a${letter}` })).to.equal(false);
    expect(matches(forms, { resource: `arn:aws:s:::b${letter}`, "s:v": "x" })).to.equal(true);
    expect(matches(forms, { resource: "arn:aws:s:::bd", "s:v": "x" })).to.equal(false);
    expect(matches(forms, { resource: "arn:aws:s:::bd" })).to.equal(true);
  });

  it("ask nothing of variables with a value that is chosen, or none", () => {
    const given = { notResources: ["arn:aws:s:::${s:v}", "arn:aws:s:::x${s:v, 'd'}"] };
    const chosen = formsOf(given, environmentOf({ chosen: new Map([["s:v", "a"]]) }));
    expect(chosen.map(others)).to.deep.equal([[]]);
    expect(matches(chosen, { resource: "arn:aws:s:::a" })).to.equal(false);
    expect(matches(chosen, { resource: "arn:aws:s:::xd" })).to.equal(true);
    const multiValued = { ...unnamedKey("s:v"), isMultiValued: true };
    for (const environment of [
      environmentOf({ chosen: new Map([["s:v", null]]) }),
      environmentOf({ keys: new Map([["s:v", multiValued]]) }),
    ]) {
      const letter = environment.opaque.variable("s:v")[0]?.letters ?? "";
      const forms = formsOf(given, environment);
      expect(forms.map(others)).to.deep.equal([[]]);
      expect(matches(forms, { resource: `arn:aws:s:::${letter}` })).to.equal(true);
      expect(matches(forms, { resource: "arn:aws:s:::xd" })).to.equal(false);
    }
  });

  it("are one that is not certain where they are too many, each statement its own", () => {
    const environment = environmentOf();
    const read = (index: number): readonly StatementForm[] =>
      formsOf({ effect: "Deny", notResources: [variables(7)], pointer: `/Statement/${index}` }, environment);
    const [first, second] = [read(0), read(1)];
    expect(first).to.have.length(1);
    expect(first[0]?.effect).to.equal("Deny");
    const [literal] = first[0]?.literals ?? [];
    expect(literal && isCertain(literal.atom.set)).to.equal(false);
    expect(literal?.holds).to.equal(true);
    expect(literal?.atom.reason).to.deep.equal({
      code: "too-many-variables",
      message: "one statement has more than 6 policy variables",
      pointer: "/Statement/0",
    });
    expect(second[0]?.literals[0]?.atom.id).to.not.equal(literal?.atom.id);
    expect(read(0)[0]?.literals[0]?.atom.id).to.equal(literal?.atom.id);
  });
});

describe("a statement about a caller of whom not everything is known", () => {
  const fixed = (session?: "best" | "unknown"): FixedCaller => ({
    kind: "fixed",
    principal: "arn:aws:iam::111122223333:role/r",
    fact: (key) => (key === "aws:userid" || key === "aws:principaltag/a" ? { kind: "unknown" } : undefined),
    ...(session === undefined ? {} : { session }),
  });
  const variable = (key: string, effect: "Allow" | "Deny" = "Allow"): Partial<Statement> => ({
    effect,
    resources: [`arn:aws:s:::\${${key}}`],
  });

  it("is not certain where one of its variables has a value that is not known", () => {
    const environment = environmentOf({ caller: fixed() });
    const forms = formsOf(variable("aws:userid", "Deny"), environment);
    expect(forms).to.have.length(1);
    expect(forms[0]?.effect).to.equal("Deny");
    expect(forms[0]?.literals).to.have.length(1);
    const [literal] = forms[0]?.literals ?? [];
    expect(literal && isCertain(literal.atom.set)).to.equal(false);
    expect(literal?.holds).to.equal(true);
    expect(literal?.atom.reason).to.deep.equal({
      code: "principal-key",
      message: "the value of `aws:userid` for this principal is not known",
    });
    const other = formsOf(variable("aws:PrincipalTag/a"), environment)[0]?.literals[0];
    expect(other?.atom.id).to.not.equal(literal?.atom.id);
    expect(formsOf(variable("s:v"), environment)[0]?.literals).to.have.length(3);
  });

  it("is not certain where one of its variables is of a session that the caller chooses", () => {
    const reasonOf = (caller: FixedCaller | CallerKind): unknown =>
      formsOf(variable("aws:SourceIdentity"), environmentOf({ caller }))[0]?.literals[0]?.atom.reason;
    const reason = {
      code: "session-key",
      message: "the principal may choose the value of `aws:sourceidentity`, which is a policy variable here",
    };
    expect(reasonOf(fixed("best"))).to.deep.equal(reason);
    expect(reasonOf(fixed("unknown"))).to.deep.equal(reason);
    expect(reasonOf(fixed())).to.equal(undefined);
    expect(reasonOf({ ...USER, kind: "roleSession", session: "arn:aws:sts::111122223333:assumed-role/r/s" })).to.equal(
      undefined,
    );
  });

  it("passes its conditions on the session as the caller's own session does", () => {
    const forms = (effect: "Allow" | "Deny", session?: "best" | "unknown", key = "aws:SourceIdentity") =>
      formsOf({ effect, conditions: [condition("StringEquals", key, "a")] }, environmentOf({ caller: fixed(session) }));
    expect(forms("Allow", "best").map(others)).to.deep.equal([[]]);
    expect(forms("Deny", "best")).to.deep.equal([]);
    expect(forms("Allow", "best", "s:k")[0]?.literals).to.have.length(3);
    for (const effect of ["Allow", "Deny"] as const) {
      const [form] = forms(effect, "unknown");
      const [literal] = form === undefined ? [] : others(form);
      expect(literal && isCertain(literal.atom.set)).to.equal(false);
      expect(literal?.holds).to.equal(true);
      expect(literal?.atom.dimension).to.equal("unknown aws:SourceIdentity");
      expect(literal?.atom.reason).to.deep.equal({
        code: "session-key",
        message: "which session suits the principal best depends on `aws:SourceIdentity`",
      });
    }
    const [plain] = forms("Allow");
    expect(plain && others(plain).map(({ atom }) => atom.dimension)).to.deep.equal(["aws:sourceidentity"]);
  });
});
