import { expect } from "chai";
import { allCallers, type CallerKind } from "../../../iam/contain/caller";
import { principalLiteral } from "../../../iam/contain/principal-literal";
import { readSide } from "../../../iam/contain/side";
import type { FixedCaller } from "../../../iam/contain/statement-env";
import type { StatementSource } from "../../../iam/contain/statement-source";
import type { Literal } from "../../../iam/contain/value-set";
import { RequestView } from "../../../iam/evaluate/request-view";
import { or } from "../../../iam/outcome";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf, environmentOf } from "../../support/containment";

const ACCOUNT = "111122223333";
const USER = `arn:aws:iam::${ACCOUNT}:user/ann`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/ci/deploy`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run`;
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/ann`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
const SYMBOLS = [{ id: "s", label: "" }];

/** Words of callers, and of role sessions the ARN of the role. */
const WORDS = [
  USER,
  `arn:aws:iam::${ACCOUNT}:user/bob`,
  "arn:aws:iam::444455556666:user/ann",
  ROLE,
  `arn:aws:iam::${ACCOUNT}:role/deploy`,
  "arn:aws:iam::444455556666:role/deploy",
  FEDERATED,
  ROOT,
  "arn:aws:iam::444455556666:root",
  "ec2.amazonaws.com",
  PROVIDER,
  "*",
];
const ELEMENTS: readonly (object | "*")[] = [
  "*",
  { AWS: "*" },
  { AWS: USER },
  { AWS: [USER, ACCOUNT] },
  { AWS: ROLE },
  { AWS: SESSION },
  { AWS: [SESSION, ACCOUNT] },
  { AWS: [SESSION, ROLE] },
  { AWS: [ROLE, ACCOUNT] },
  { AWS: [SESSION, ROLE, ROOT] },
  { AWS: [SESSION, `arn:aws:iam::${ACCOUNT}:role/other`, ROOT] },
  { AWS: [FEDERATED] },
  { AWS: [FEDERATED, ACCOUNT] },
  { AWS: [FEDERATED, "444455556666"] },
  { AWS: ACCOUNT },
  { AWS: ROOT },
  { Service: "ec2.amazonaws.com" },
  { Federated: PROVIDER },
  { AWS: `arn:aws:iam::${ACCOUNT}:role/${symbolPlaceholder(0)}` },
  { AWS: [USER, symbolPlaceholder(0)] },
  { AWS: [USER, symbolPlaceholder(0), ACCOUNT] },
];

/** A session that another statement names. */
const ELSEWHERE = { aws: [SESSION], service: [], federated: [], canonicalUser: [] };

type Answer = "yes" | "no" | "unknown";

function sourceOf(statement: object, hasBoundary: boolean): StatementSource {
  const document = documentOf([statement], { policyType: "resource", symbols: SYMBOLS });
  const [[source] = []] = readSide(document, "resource", new Map(), false).layers;
  if (source === undefined) throw new Error("no statement");
  return { ...source, hasBoundary };
}

/** What the literal says of a word of its dimension. */
function answerOf(found: Literal | boolean, word: string): Answer {
  if (typeof found === "boolean") return found ? "yes" : "no";
  const { dimension, set } = found.atom;
  if (set.kind !== "text" || dimension !== "principal") throw new Error(`${set.kind} of ${dimension}`);
  const isSure = set.surely.some((pattern) => pattern.matches(word));
  if (!isSure && set.maybe.some((pattern) => pattern.matches(word))) return "unknown";
  return isSure === found.holds ? "yes" : "no";
}

/** What the evaluation of a request says of the caller. */
function evaluated(source: StatementSource, caller: CallerKind, word: string): Answer {
  const [, partition = "", account = "", name = ""] = /^arn:([^:]*):iam::(\d*):role\/(?:.*\/)?(.*)$/.exec(word) ?? [];
  const isSession = caller.kind === "roleSession";
  const principal = isSession ? (caller.session ?? `arn:${partition}:sts::${account}:assumed-role/${name}/s`) : word;
  const context: Readonly<Record<string, string>> = isSession ? { "aws:PrincipalArn": word } : {};
  const view = new RequestView({ principal, action: "s3:GetObject", resource: "*", context });
  const { direct, role, account: byAccount } = source.compiled().matchesPrincipal(view, source.hasBoundary);
  const outcome = or(direct, or(role, byAccount));
  return outcome === true ? "yes" : outcome === false ? "no" : "unknown";
}

describe("whether a statement is about a caller", () => {
  for (const name of ["Principal", "NotPrincipal"]) {
    for (const Effect of ["Allow", "Deny"]) {
      for (const hasBoundary of [false, true]) {
        it(`is decided as for a request: ${Effect} with ${name}${hasBoundary ? " and a boundary" : ""}`, () => {
          const answers = new Set<Answer>();
          for (const element of ELEMENTS) {
            const source = sourceOf({ Effect, [name]: element }, hasBoundary);
            const { principals, notPrincipals } = source.statement;
            const named = principals ?? notPrincipals;
            for (const caller of allCallers(named === undefined ? [] : [named, ELSEWHERE])) {
              const found = principalLiteral(source, environmentOf({ caller }));
              for (const word of WORDS.filter((one) => caller.universe.some((pattern) => pattern.matches(one)))) {
                const answer = answerOf(found, word);
                answers.add(answer);
                const question = `${JSON.stringify(element)} of ${caller.kind} ${caller.session ?? ""} ${word}`;
                expect(answer, question).to.equal(evaluated(source, caller, word));
              }
            }
          }
          expect(answers.size).to.equal(name === "NotPrincipal" && Effect === "Deny" && hasBoundary ? 1 : 3);
        });
      }
    }
  }

  it("says that a statement without principals is about its holder, or in a resource's policy about nobody", () => {
    const source = sourceOf({ Principal: "*" }, false);
    const { principals, ...statement } = source.statement;
    expect(principals?.aws).to.deep.equal(["*"]);
    const without = (attachment: StatementSource["attachment"]): Literal | boolean =>
      principalLiteral({ ...source, statement, attachment }, environmentOf());
    expect([without("principal"), without("resource")]).to.deep.equal([true, false]);
  });

  it("is the same for the same element, so that what is not known of it cancels out", () => {
    const [caller] = allCallers([]).filter(({ kind }) => kind === "user");
    if (caller === undefined) throw new Error("user");
    const environment = environmentOf({ caller });
    const atom = (element: object): unknown => {
      const found = principalLiteral(sourceOf({ Effect: "Deny", NotPrincipal: element }, false), environment);
      return typeof found === "boolean" ? found : found.atom;
    };
    const first = atom({ AWS: USER });
    expect(atom({ AWS: USER })).to.equal(first);
    expect(atom({ AWS: [USER, FEDERATED] })).to.not.equal(first);
    expect(first).to.deep.include({
      reason: {
        code: "partial-not-principal",
        message: "a principal is not known yet, or NotPrincipal names the caller but not its account and role",
        pointer: "/Statement/0",
      },
    });
  });

  it("counts among who is spared for sure only whom the element names in full", () => {
    const keys = (element: object): readonly string[] => {
      const [caller] = allCallers([]).filter(({ kind }) => kind === "user");
      const source = sourceOf({ Effect: "Deny", NotPrincipal: element }, false);
      const found = principalLiteral(source, environmentOf(caller && { caller }));
      return typeof found === "boolean" ? [] : found.atom.set.unsure.map(({ key }) => key);
    };
    expect(keys({ AWS: USER })).to.have.length(1);
    expect(keys({ AWS: USER })[0]).to.match(/^spared by .*user\/ann/);
    expect(keys({ AWS: "*" })).to.deep.equal([]);
  });
});

describe("whether a statement is about a caller that the question fixes", () => {
  const fixed = (principal: string, roleArn?: string): FixedCaller => ({
    kind: "fixed",
    principal,
    fact: (key) => (key === "aws:principalarn" && roleArn !== undefined ? { kind: "text", text: roleArn } : undefined),
  });
  const asked = (statement: object, caller: FixedCaller, hasBoundary = false): Literal | boolean =>
    principalLiteral(sourceOf(statement, hasBoundary), environmentOf({ caller }));

  it("is known at once", () => {
    expect(asked({ Principal: { AWS: USER } }, fixed(USER))).to.equal(true);
    expect(asked({ Principal: { AWS: ACCOUNT } }, fixed(USER))).to.equal(true);
    expect(asked({ Principal: { AWS: FEDERATED } }, fixed(USER))).to.equal(false);
    expect(asked({ NotPrincipal: { AWS: USER }, Effect: "Deny" }, fixed(FEDERATED))).to.equal(true);
    expect(asked({ NotPrincipal: { AWS: [USER, ROOT] }, Effect: "Deny" }, fixed(USER))).to.equal(false);
    expect(asked({ NotPrincipal: { AWS: [USER, ROOT] }, Effect: "Deny" }, fixed(USER), true)).to.equal(true);
  });

  it("is known of a session by the path of its role, where that is told", () => {
    const named = { Principal: { AWS: ROLE } };
    expect(asked(named, fixed(SESSION, ROLE))).to.equal(true);
    expect(asked(named, fixed(SESSION, `arn:aws:iam::${ACCOUNT}:role/deploy`))).to.equal(false);
  });

  it("is not known where a symbol may name it", () => {
    const found = asked({ Principal: { AWS: symbolPlaceholder(0) } }, fixed(USER));
    if (typeof found === "boolean") throw new Error(String(found));
    expect([found.atom.dimension, found.holds, found.atom.reason?.code]).to.deep.equal([
      "unknown principal",
      true,
      "symbol",
    ]);
    expect(found.atom.set.unsure).to.have.length(1);
  });
});
