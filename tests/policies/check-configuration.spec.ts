import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfiguration } from "../../policies/check-configuration";
import { policyDeclarations } from "../../policies/registry";
import { REPOSITORY } from "../../tools/repository";

const POLICY = "iam-policy-disallow-admin-access";
const NEW_ACCESS = "iam-role-disallow-new-access";
const LIMIT = "iam-role-limit-permissions";
const ALLOWED = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };

function problemsOf(configuration: object, otherPolicies: readonly string[] = []) {
  const now = new Date("2026-01-15T12:00:00Z");
  return checkConfiguration(configuration as Record<string, unknown>, {
    declarations: policyDeclarations,
    otherPolicies,
    now,
  });
}

function placesOf(configuration: object): readonly string[] {
  return problemsOf(configuration).map(({ code, path }) => `${code} ${path.join("/")}`);
}

describe("checkConfiguration", () => {
  it("finds nothing in what the pack and the CLI take", () => {
    const exemption = { reason: "moves in spring", expires: "2026-01-15" };
    const exemptions = ["urn:*::web", "*", "*$aws:iam/rolePolicy:RolePolicy::w?b"].map((urn) => ({
      urn,
      ...exemption,
    }));
    for (const entry of ["advisory", "mandatory", "disabled", {}, { exemptions, onUnknown: "block" }]) {
      expect(
        problemsOf({ all: "advisory", [NEW_ACCESS]: "disabled", [POLICY]: entry }),
        JSON.stringify(entry),
      ).to.deep.equal([]);
    }
    for (const { name, settings = {} } of policyDeclarations) {
      const defaults = Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, value.default]));
      expect(problemsOf({ [name]: defaults }), name).to.deep.equal([]);
    }
  });

  it("finds nothing in the configurations that the guide to rolling out shows", () => {
    const guide = readFileSync(join(REPOSITORY, "docs/guides/policy-roll-out.md"), "utf8");
    const shown = [...guide.matchAll(/```json\n([^]*?)```/g)].map(([, json = ""]) => JSON.parse(json) as object);
    expect(shown).to.have.length.greaterThan(0);
    const missing = "`stackExport` got `/tmp/before.json`: there is no such file";
    for (const { message } of shown.flatMap((each) => problemsOf(each))) expect(message).to.contain(missing);
    const named = [...guide.matchAll(/`((?:ec2|iam)-[a-z0-9-]*-(?:disallow|require|limit)-[a-z0-9-]+)`/g)].map(
      ([, name]) => name,
    );
    expect(policyDeclarations.map(({ name }) => name)).to.include.members(named);
  });

  it("names the policy that was meant", () => {
    const [problem] = problemsOf({ "iam-policy-disalow-admin-access": "mandatory" });
    expect(problem).to.deep.include({ code: "unknown-policy", fix: `use \`${POLICY}\`` });
    expect(problemsOf({ ALL: "advisory" })[0]?.fix).to.equal("use `all`");
    expect(problemsOf({ nothing: "advisory" })[0]?.fix).to.contain("index.md");
  });

  it("takes the policies that another pack has, and checks their level", () => {
    expect(problemsOf({ own: { enforcementLevel: "mandatory", limit: 3 } }, ["own"])).to.deep.equal([]);
    expect(problemsOf({ own: "mandatroy" }, ["own"])[0]).to.deep.include({
      code: "wrong-enforcement-level",
      path: ["own"],
      fix: "use `mandatory`",
    });
  });

  it("finds exemptions that no resource has which the policy reports", () => {
    const exempt = (policy: string, urn: string) =>
      problemsOf({ [policy]: { exemptions: [{ urn, reason: "moves in spring", expires: "2026-01-15" }] } });
    for (const urn of ["web", "arn:aws:iam::111122223333:role/web", "urn:pulumi:dev", "urn:pulumi:dev::shop::web"]) {
      expect(exempt(POLICY, urn), urn).to.have.length(1);
    }
    const [problem] = exempt("ec2-instance-require-imdsv2", "urn:pulumi:dev::shop::aws:iam/role:Role::web");
    expect(problem).to.deep.include({
      code: "useless-exemption",
      path: ["ec2-instance-require-imdsv2", "exemptions", 0, "urn"],
      fix: "use a glob on URNs, such as `*::aws:ec2/instance:Instance::NAME`",
    });
    expect(
      exempt("ec2-instance-require-imdsv2", "*shop::my:component:Web$aws:ec2/instance:Instance::web"),
    ).to.deep.equal([]);
  });

  it("finds `remediate` for a policy that changes nothing", () => {
    for (const entry of ["remediate", { enforcementLevel: "remediate" }]) {
      expect(problemsOf({ [POLICY]: entry })[0]).to.deep.include({
        code: "wrong-enforcement-level",
        fix: "use `mandatory`",
      });
      expect(problemsOf({ "ec2-instance-require-imdsv2": entry })).to.deep.equal([]);
    }
  });

  it("finds account ids that are none", () => {
    const places = placesOf({
      "iam-role-disallow-foreign-trust": { trustedAccounts: ["111122223333", "1111-2222-3333"] },
    });
    expect(places).to.deep.equal(["wrong-setting iam-role-disallow-foreign-trust/trustedAccounts/1"]);
  });

  const wrong: readonly (readonly [string, object, readonly string[]])[] = [
    ["an entry of a wrong type", { [POLICY]: true, all: null }, [`wrong-entry ${POLICY}`, "wrong-entry all"]],
    [
      "levels that are none",
      { all: "Advisory", [POLICY]: { enforcementLevel: null } },
      ["wrong-enforcement-level all", `wrong-enforcement-level ${POLICY}/enforcementLevel`],
    ],
    ["settings of all, which have no effect", { all: { onUnknown: "block" } }, ["ignored-setting all/onUnknown"]],
    [
      "a key of another policy, and one that every object inherits",
      JSON.parse(`{ "${POLICY}": { "maximumHopLimit": 2, "__proto__": 1, "constructor": 1 } }`) as object,
      ["maximumHopLimit", "__proto__", "constructor"].map((key) => `wrong-setting ${POLICY}/${key}`),
    ],
    [
      "a value that the setting does not take",
      { [POLICY]: { onUnknown: "ban" } },
      [`wrong-setting ${POLICY}/onUnknown`],
    ],
    [
      "a policy that is on and has nothing to compare with",
      { [NEW_ACCESS]: "mandatory" },
      [`wrong-setting ${NEW_ACCESS}/stackExport`],
    ],
    [
      "the same by its entry",
      { [NEW_ACCESS]: { enforcementLevel: "advisory" } },
      [`wrong-setting ${NEW_ACCESS}/stackExport`],
    ],
    ["the same by all", { all: "mandatory" }, ["wrong-setting all"]],
    ["the same by all where nothing blocks", { all: "advisory" }, ["wrong-setting all"]],
    ["the same by all as an object", { all: { enforcementLevel: "advisory" } }, ["wrong-setting all"]],
    ["not a policy that is off", { all: "mandatory", [NEW_ACCESS]: "disabled" }, []],
    ["not one that all turns off", { all: "disabled" }, []],
    [
      "a relative path, which means another file to the pack",
      { [LIMIT]: { limits: [{ roles: "*", file: "package.json" }] } },
      [`wrong-setting ${LIMIT}/limits/0/file`],
    ],
    [
      "a file that is no policy, documents that AWS refuses, and limits for nobody",
      {
        [LIMIT]: {
          limits: [
            { roles: "*", file: join(REPOSITORY, "package.json") },
            { roles: "*", file: REPOSITORY },
            {
              roles: "*",
              document: {
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
              },
            },
            { roles: "", document: ALLOWED },
            { tag: "=x", document: ALLOWED },
            { tag: "team=", document: ALLOWED },
            { roles: "*", tag: "a=b", document: ALLOWED },
          ],
        },
      },
      ["0/file", "1/file", "2/document", "3/roles", "4/tag", "6"].map(
        (place) => `wrong-setting ${LIMIT}/limits/${place}`,
      ),
    ],
    [
      "each exemption that is not in force, and each entry that is none",
      {
        [POLICY]: {
          exemptions: [
            { urn: "*", reason: "x", expires: "2026-01-14" },
            { urn: "*", reson: "x", expires: 5 },
            null,
            JSON.parse('{ "urn": "*", "reason": "x", "expires": "2026-02-01", "__proto__": 1 }'),
          ],
        },
      },
      ["1/reson", "1/expires", "2", "3/__proto__", "0/expires", "1/reason"].map(
        (place) => `wrong-setting ${POLICY}/exemptions/${place}`,
      ),
    ],
  ];
  const meaningless: readonly (readonly [string, string, readonly unknown[]])[] = [
    ["iam-policy-disallow-service-wildcard", "services", [["s33"], [], ["s3:*"]]],
    [
      "iam-role-require-permissions-boundary",
      "boundaries",
      [["x"], ["arn:aws:iam::111122223333:role/x"], ["arn:*:role/x"], []],
    ],
    ["iam-instance-profile-require-ec2-trust", "alsoTrusted", [["lambda"], ["*"], [""], ["arn:aws:s3:::bucket"]]],
    ["iam-policy-disallow-managed-policies", "policies", [[""], ["arn:aws:iam::aws:policy/PowerUserAccess"], []]],
  ];
  for (const [policy, setting, values] of meaningless) {
    it(`finds values of \`${setting}\` that nothing can have`, () => {
      for (const value of values) {
        const places = placesOf({ [policy]: { [setting]: value } });
        expect(places, JSON.stringify(value)).to.have.length(1);
        expect(places[0]).to.contain(`wrong-setting ${policy}/${setting}`);
      }
    });
  }

  it("says which names of AWS managed policies it does not know, and what they may mean", () => {
    const names = ["AmazonEC2FullAcces", "CompanyWidePolicyOfTomorrow", "AmazonEC2RoleforSSM", "Amazon*Tomorrow"];
    const configuration = { "iam-policy-disallow-managed-policies": { policies: names } };
    const check = { declarations: policyDeclarations, otherPolicies: [], now: new Date("2026-01-15T12:00:00Z") };
    const found = checkConfiguration(configuration, check);
    expect(found.map(({ code, path }) => `${code} ${path.join("/")}`)).to.deep.equal(
      [0, 1].map((index) => `not-checked iam-policy-disallow-managed-policies/policies/${index}`),
    );
    expect(found[0]?.message).to.match(/`AmazonEC2FullAcces` is not in the data of \d{4}-\d\d-\d\d/);
    expect(found[0]?.fix).to.contain("`AmazonEC2FullAccess`");
  });

  it("takes values that something can have", () => {
    const arn = "arn:aws:iam::111122223333:";
    const right: readonly (readonly [string, string, readonly string[]])[] = [
      ["iam-policy-disallow-service-wildcard", "services", ["sqs", "S3"]],
      [
        "iam-role-require-permissions-boundary",
        "boundaries",
        ["*", "*landing*", "arn:*boundary", "arn:*/boundary", `${arn}policy/team/b`, "arn:*:policy/b?"],
      ],
      [
        "iam-instance-profile-require-ec2-trust",
        "alsoTrusted",
        ["lambda.amazonaws.com", "111122223333", `${arn}root`, `${arn}oidc-provider/x.io/id`, "accounts.google.com"],
      ],
      ["iam-policy-disallow-managed-policies", "policies", ["AmazonSSM*", "?x"]],
    ];
    for (const [policy, setting, value] of right) {
      expect(problemsOf({ [policy]: { [setting]: value } }), policy).to.deep.equal([]);
    }
  });

  it("names no exempt resource where none is given", () => {
    const [first] = problemsOf({ [POLICY]: { exemptions: [{ reason: "y" }] } }).filter(
      ({ path }) => path[3] === "expires",
    );
    expect(first?.message).to.contain("is missing: the last day on which the resource is exempt");
  });

  for (const [what, configuration, places] of wrong) {
    it(`finds ${what}`, () => {
      expect(placesOf(configuration)).to.deep.equal(places);
    });
  }
});
