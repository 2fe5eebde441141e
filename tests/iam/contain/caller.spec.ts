import { expect } from "chai";
import { allCallers, CALLER_KEYS, identityCallers, namedCallers, type CallerKind } from "../../../iam/contain/caller";
import type { Principals } from "../../../iam/document/policy-document";
import { literalTokens } from "../../../iam/pattern/pattern-token";
import { SequencePattern } from "../../../iam/pattern/sequence-pattern";
import { matching } from "../../support/containment";

const ACCOUNT = "111122223333";
const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
const CANONICAL = "a".repeat(64);
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`;

const naming = (principals: Partial<Principals>): Principals => ({
  aws: [],
  service: [],
  federated: [],
  canonicalUser: [],
  ...principals,
});

function kindOf(kind: CallerKind["kind"], ...named: readonly Principals[]): CallerKind {
  const found = allCallers(named).find((caller) => caller.kind === kind);
  if (found === undefined) throw new Error(kind);
  return found;
}

/** One text for each kind of principal that may call. */
const CALLERS = [
  `arn:aws:iam::${ACCOUNT}:user/ann`,
  `arn:aws-cn:iam::${ACCOUNT}:user/team/blue/ann`,
  `arn:aws:iam::${ACCOUNT}:role/deploy`,
  `arn:aws-us-gov:iam::${ACCOUNT}:role/ci/deploy`,
  `arn:aws:sts::${ACCOUNT}:federated-user/ann`,
  `arn:aws:iam::${ACCOUNT}:root`,
  "ec2.amazonaws.com",
  "s3.cn-north-1.amazonaws.com.cn",
  "*",
  "arn:aws:iam::111122223333:saml-provider/unnamed",
  PROVIDER,
  CANONICAL,
];
/** No principal has such a name. */
const NOBODY = [
  "",
  `arn:aws:iam::${ACCOUNT}:user/`,
  `arn:aws:iam::${ACCOUNT}:user/team/`,
  "arn:aws:iam::11112222333:role/deploy",
  "arn:aws:iam::1111222233334:role/deploy",
  `arn::iam::${ACCOUNT}:role/deploy`,
  `arn:aws:iam::${ACCOUNT}:role/`,
  `arn:aws:iam::${ACCOUNT}:role/ci/`,
  `arn:aws:iam:r:${ACCOUNT}:role/deploy`,
  `arn:aws:sts::${ACCOUNT}:federated-user/`,
  `arn:aws:sts::${ACCOUNT}:federated-user/a/b`,
  `arn:aws:iam::${ACCOUNT}:root/x`,
  ".amazonaws.com",
  "EC2.amazonaws.com",
  "ec2.amazonaws.org",
];

describe("the words of callers", () => {
  const words: readonly (readonly [kind: CallerKind["kind"], words: readonly string[]])[] = [
    ["user", CALLERS.slice(0, 2)],
    ["roleSession", CALLERS.slice(2, 4)],
    ["federatedUser", CALLERS.slice(4, 5)],
    ["accountRoot", CALLERS.slice(5, 6)],
    ["service", CALLERS.slice(6, 8)],
    ["anonymous", CALLERS.slice(8, 9)],
    ["plain", CALLERS.slice(9, 10)],
  ];
  for (const [kind, own] of words) {
    it(`of kind ${kind} are those of such principals alone`, () => {
      expect(matching(kindOf(kind).universe, [...CALLERS, ...NOBODY])).to.deep.equal(own);
    });
  }

  it("of identity-based policies are users, role sessions and federated users", () => {
    expect(identityCallers().map(({ kind }) => kind)).to.deep.equal(["user", "roleSession", "federatedUser"]);
  });

  it("of policies that name nobody are of every kind once", () => {
    expect(allCallers([]).map(({ kind }) => kind)).to.have.members(words.map(([kind]) => kind));
  });

  it("hold the identity providers and canonical users that the policies name", () => {
    const callers = allCallers([
      naming({ federated: [PROVIDER], aws: ["*", ACCOUNT, `arn:aws:iam::${ACCOUNT}:user/ann`] }),
      naming({ canonicalUser: [CANONICAL], federated: [PROVIDER, "111122223333.example.com", "id-111122223333"] }),
    ]);
    const plain = callers.filter(({ kind }) => kind === "plain").map(({ universe }) => universe);
    const texts = [...CALLERS, "111122223333.example.com", "id-111122223333", ACCOUNT];
    expect(plain.map((universe) => matching(universe, texts))).to.deep.equal([
      [CALLERS[9], PROVIDER],
      [CANONICAL, "111122223333.example.com", "id-111122223333"],
    ]);
    expect(plain.map((universe) => universe.length)).to.deep.equal([2, 3]);
    expect(callers.filter(({ session }) => session !== undefined)).to.deep.equal([]);
  });
});

describe("a session that the policies name", () => {
  const sessions = (...named: readonly Principals[]): readonly CallerKind[] =>
    allCallers(named).filter(({ session }) => session !== undefined);
  const roles = [
    `arn:aws:iam::${ACCOUNT}:role/deploy`,
    `arn:aws:iam::${ACCOUNT}:role/ci/deploy`,
    `arn:aws:iam::${ACCOUNT}:role/a/b/deploy`,
    `arn:aws:iam::${ACCOUNT}:role/redeploy`,
    `arn:aws:iam::${ACCOUNT}:role/deploy/x`,
    "arn:aws:iam::444455556666:role/deploy",
    `arn:aws-cn:iam::${ACCOUNT}:role/deploy`,
    `arn:aws:iam::${ACCOUNT}:user/deploy`,
  ];

  it("is a caller of its own, once, with a role of its name by any path", () => {
    const found = sessions(naming({ aws: [SESSION] }), naming({ aws: [SESSION] }));
    expect(found.map(({ kind, session }) => [kind, session])).to.deep.equal([["roleSession", SESSION]]);
    expect(matching(found[0]?.universe ?? [], roles)).to.deep.equal(roles.slice(0, 3));
    expect(found[0]?.fact("aws:principaltype")).to.deep.equal({ kind: "text", text: "AssumedRole" });
  });

  it("has the path by which the policies name its role", () => {
    const found = sessions(naming({ aws: [SESSION] }), naming({ aws: roles.filter((one) => one !== roles[2]) }));
    expect(matching(found[0]?.universe ?? [], roles)).to.deep.equal(roles.slice(0, 2));
  });

  it("has any path where they name roles of other names, accounts and partitions", () => {
    const found = sessions(naming({ aws: [SESSION, ...roles.slice(3)] }));
    expect(matching(found[0]?.universe ?? [], roles)).to.deep.equal(roles.slice(0, 3));
  });
});

describe("keys that follow from the caller", () => {
  const none = undefined;
  /** aws:PrincipalType, aws:PrincipalIsAWSService, aws:PrincipalServiceName, aws:username, aws:PrincipalArn, aws:PrincipalAccount */
  const facts: readonly (readonly [CallerKind["kind"], ...(readonly (string | undefined)[])])[] = [
    ["user", "User", "false", none, "a piece", "a piece", "a piece"],
    ["roleSession", "AssumedRole", "false", none, none, "a piece", "a piece"],
    ["federatedUser", "FederatedUser", "false", none, none, "a piece", "a piece"],
    ["accountRoot", "Account", "false", none, none, "a piece", "a piece"],
    ["service", none, "true", "a piece", none, none, none],
    ["anonymous", "Anonymous", none, none, none, none, "anonymous"],
    ["plain", none, "false", none, none, none, none],
  ];
  const keys = [
    "principaltype",
    "principalisawsservice",
    "principalservicename",
    "username",
    "principalarn",
    "principalaccount",
  ];
  for (const [kind, ...values] of facts) {
    it(`are known of ${kind}, and no other keys are`, () => {
      const caller = kindOf(kind);
      const said = keys.map((key) => {
        const fact = caller.fact(`aws:${key}`);
        if (fact?.kind === "absent") return none;
        return fact?.kind === "text" ? fact.text : fact?.kind === "piece" ? "a piece" : "?";
      });
      expect(said).to.deep.equal(values);
      expect(caller.fact("aws:sourceip")).to.equal(undefined);
      expect(keys.every((key) => CALLER_KEYS.has(`aws:${key}`))).to.equal(true);
    });
  }

  it("are the whole word, its account and its user's name", () => {
    const embedded = (kind: CallerKind["kind"], key: string, text: string): readonly string[] => {
      const fact = kindOf(kind).fact(key);
      if (fact?.kind !== "piece") throw new Error(key);
      return matching(fact.embed(new SequencePattern(literalTokens(text))), CALLERS);
    };
    expect(embedded("user", "aws:principalarn", CALLERS[1] ?? "")).to.deep.equal([CALLERS[1]]);
    expect(embedded("user", "aws:username", "ann")).to.deep.equal(CALLERS.slice(0, 2));
    expect(embedded("roleSession", "aws:principalaccount", ACCOUNT)).to.include.members(CALLERS.slice(2, 4));
    expect(embedded("service", "aws:principalservicename", "ec2.amazonaws.com")).to.deep.equal(["ec2.amazonaws.com"]);
  });
});

describe("whom a Principal element names", () => {
  const [USER, , ROLE, , FEDERATED, ROOT] = CALLERS as unknown as readonly [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const accounts = { aws: [ACCOUNT] };
  interface Want {
    readonly self?: readonly string[];
    readonly role?: readonly string[];
    readonly account?: readonly string[];
    readonly accounts?: readonly string[];
    readonly everybody?: boolean;
  }
  const cases: readonly (readonly [caller: CallerKind["kind"], named: Partial<Principals>, want: Want])[] = [
    ["user", {}, {}],
    ["user", { aws: [USER, ROLE] }, { self: [USER] }],
    ["user", accounts, { account: CALLERS.slice(0, 2), accounts: [ACCOUNT] }],
    ["user", { aws: [ROOT, ACCOUNT] }, { account: CALLERS.slice(0, 2), accounts: [ACCOUNT] }],
    ["user", { aws: ["444455556666"] }, { accounts: ["444455556666"] }],
    ["user", { aws: [`${ACCOUNT}4`, `x${ACCOUNT}`] }, {}],
    ["user", { aws: ["*"] }, { everybody: true }],
    ["roleSession", { aws: [ROLE, USER] }, { role: [ROLE] }],
    ["roleSession", { aws: [SESSION] }, {}],
    ["roleSession", accounts, { account: CALLERS.slice(2, 4), accounts: [ACCOUNT] }],
    ["federatedUser", { aws: [FEDERATED] }, { self: [FEDERATED] }],
    ["federatedUser", accounts, { account: [FEDERATED], accounts: [ACCOUNT] }],
    ["accountRoot", { aws: [ROOT] }, { self: [ROOT], account: [ROOT], accounts: [ACCOUNT] }],
    ["accountRoot", accounts, { self: [ROOT], account: [ROOT], accounts: [ACCOUNT] }],
    ["accountRoot", { aws: ["444455556666"] }, { accounts: ["444455556666"] }],
    ["service", { service: ["ec2.amazonaws.com"] }, { self: ["ec2.amazonaws.com"] }],
    ["anonymous", { aws: ["*"] }, { everybody: true }],
    ["anonymous", { federated: ["*"] }, {}],
    ["plain", { federated: [PROVIDER] }, { self: [PROVIDER] }],
    ["plain", { federated: [PROVIDER], aws: [ACCOUNT] }, { self: [PROVIDER], accounts: [ACCOUNT] }],
  ];
  for (const [kind, principals, want] of cases) {
    it(`${JSON.stringify(principals)} of ${kind}`, () => {
      const named = naming(principals);
      const caller = kindOf(kind, named);
      const found = namedCallers(named, caller);
      const own = matching(caller.universe, CALLERS);
      expect({
        self: matching(found.self, own),
        role: matching(found.role, own),
        account: matching(found.account, own),
        accounts: [...found.accounts],
        everybody: found.everybody,
      }).to.deep.equal({ self: [], role: [], account: [], accounts: [], everybody: false, ...want });
    });
  }

  it("nobody by an ARN with a wildcard", () => {
    const wild = ["user/*", "user/an?", "role/*", "role/d?"].map((name) => `arn:aws:iam::${ACCOUNT}:${name}`);
    for (const kind of ["user", "roleSession"] as const) {
      const { self, role } = namedCallers(naming({ aws: wild }), kindOf(kind));
      expect(matching([...self, ...role], [...CALLERS, ...wild]), kind).to.deep.equal([]);
    }
  });

  it("a session by its own ARN, of any role that it may have", () => {
    const named = naming({ aws: [SESSION, `${SESSION}2`] });
    const [caller] = allCallers([named]).filter(({ session }) => session === SESSION);
    if (caller === undefined) throw new Error(SESSION);
    expect(matching(namedCallers(named, caller).self, [ROLE])).to.deep.equal([ROLE]);
    expect(namedCallers(naming({ aws: [`${SESSION}2`] }), caller).self).to.deep.equal([]);
    expect(matching(namedCallers(naming({ aws: [ROLE] }), caller).role, CALLERS)).to.deep.equal([ROLE]);
  });
});
