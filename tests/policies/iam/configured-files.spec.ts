import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { iamRoleDisallowNewAccess } from "../../../policies/iam/iam-role-disallow-new-access";
import { iamRoleLimitPermissions } from "../../../policies/iam/iam-role-limit-permissions";
import { runPolicy, urnOf, type TestResource } from "../../support/policy-run";

const allow = (action: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
const trust = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const role = (service = "ec2.amazonaws.com"): TestResource => ({
  type: "aws:iam/role:Role",
  name: "web",
  inputs: { name: "web", assumeRolePolicy: trust(service) },
  outputs: { name: "web", assumeRolePolicy: trust(service), arn: "arn:aws:iam::111122223333:role/web" },
});
const rolePolicy = (action: string): TestResource => ({
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "permissions",
  outputs: { role: "web", policy: allow(action) },
});

/** What `pulumi stack export` writes of those resources. */
function exportOf(resources: readonly TestResource[], project = "cases"): string {
  const entries = resources.map((resource) => ({
    urn: urnOf(resource).replace("::cases::", `::${project}::`),
    type: resource.type,
    inputs: resource.inputs ?? {},
    outputs: resource.outputs ?? {},
  }));
  return JSON.stringify({ version: 3, deployment: { manifest: {}, resources: entries } });
}

describe("files that the configuration names", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "configured-files-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const messages = (resources: readonly TestResource[], stackExport: string): readonly string[] =>
    runPolicy(iamRoleDisallowNewAccess, { resources, config: { stackExport } }).reports.map(({ message }) => message);

  it("a limit from a file", () => {
    const config = { limits: [{ roles: "*", file: file("limit.json", allow("s3:*")) }] };
    const judge = (action: string) =>
      runPolicy(iamRoleLimitPermissions, { resources: [role(), rolePolicy(action)], config });
    expect(judge("s3:GetObject").reports).to.deep.equal([]);
    expect(judge("sqs:*").reports[0]?.message).to.contain("limit.json").and.to.contain("`sqs:");
  });

  it("an export: what it allowed is not new, more is", () => {
    const path = file("export.json", exportOf([role(), rolePolicy("s3:*")]));
    expect(messages([role(), rolePolicy("s3:Get*")], path)).to.deep.equal([]);
    const [message, ...others] = messages([role(), rolePolicy("sqs:SendMessage")], path);
    expect(message).to.contain("may newly do `sqs:SendMessage`");
    expect(others).to.deep.equal([]);
  });

  it("an export: what a bucket policy newly grants the role", () => {
    const bucketPolicy = (action: string): TestResource => {
      const statement = { Effect: "Allow", Principal: { AWS: role().outputs?.["arn"] }, Action: action, Resource: "*" };
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      return { type: "aws:s3/bucketPolicy:BucketPolicy", name: "photos", outputs: { bucket: "photos", policy } };
    };
    const path = file("export.json", exportOf([role(), bucketPolicy("s3:GetObject")]));
    expect(messages([role(), bucketPolicy("s3:GetObject")], path)).to.deep.equal([]);
    expect(messages([role(), bucketPolicy("s3:DeleteObject")], path)[0])
      .to.contain("may newly do `s3:DeleteObject` on `arn:aws:s3:::photos/")
      .and.to.contain("of `policy` of aws:s3/bucketPolicy:BucketPolicy `photos`");
  });

  it("an export: what a bucket policy did not grant, by NotResource", () => {
    const bucketPolicy = (about: object): TestResource => {
      const statement = {
        Effect: "Allow",
        Principal: { AWS: role().outputs?.["arn"] },
        Action: "s3:GetObject",
        ...about,
      };
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      return { type: "aws:s3/bucketPolicy:BucketPolicy", name: "photos", outputs: { bucket: "photos", policy } };
    };
    const was = bucketPolicy({ NotResource: "arn:aws:s3:::photos/private/*" });
    const path = file("export.json", exportOf([role(), was]));
    expect(messages([role(), was], path)).to.deep.equal([]);
    expect(messages([role(), bucketPolicy({ Resource: "arn:aws:s3:::photos/*" })], path)[0]).to.contain(
      "may newly do `s3:GetObject` on `arn:aws:s3:::photos/private/",
    );
  });

  it("an export: a role that is new, and a new way to assume one", () => {
    const path = file("export.json", exportOf([role(), rolePolicy("s3:*")]));
    const [trusted] = messages([role("lambda.amazonaws.com"), rolePolicy("s3:*")], path);
    expect(trusted).to.contain("may newly be assumed: `sts:AssumeRole` by `lambda.amazonaws.com`, by statement 0");
    expect(trusted).to.contain(
      "(/Statement/0) of `assumeRolePolicy` of aws:iam/role:Role `web`\nfix: have it reviewed",
    );
    const empty = file("empty.json", exportOf([]));
    expect(messages([role(), rolePolicy("s3:*")], empty)[0]).to.contain("may newly do `s3:");
  });

  it("an export: a condition on who assumes a role that is wider, with the keys that make the difference", () => {
    const provider = "token.actions.githubusercontent.com";
    const trusts = (sub: string): TestResource => {
      const statement = {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringLike: { [`${provider}:sub`]: sub } },
      };
      const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      return { ...role(), outputs: { ...role().outputs, assumeRolePolicy } };
    };
    const path = file("export.json", exportOf([trusts("repo:acme/app:ref:refs/heads/main")]));
    const [message] = messages([trusts("repo:acme/app:*")], path);
    expect(message).to.match(
      new RegExp(
        `may newly be assumed: \`sts:AssumeRoleWithWebIdentity\` by \`arn:.*\` with .*${provider}:sub = "repo:acme/app:.*" ?.*, by statement 0`,
      ),
    );
  });

  it("an export: a secret of before is not known", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
    const was = { ...rolePolicy("s3:*"), outputs: { role: "web", policy: secret } };
    const path = file("export.json", exportOf([role(), was]));
    expect(messages([role(), rolePolicy("s3:*")], path)[0]).to.match(
      /not decided: as it was,.*\nfix: export the stack again/,
    );
  });

  it("nothing to compare with, and a relative path", () => {
    const nothing = runPolicy(iamRoleDisallowNewAccess, { resources: [role()] }).reports;
    expect(nothing.map(({ level }) => level)).to.deep.equal(["policy"]);
    expect(nothing[0]?.message).to.contain("`stackExport` is missing, and so is `documents`");
    expect(messages([role()], "export.json")).to.deep.equal([
      "configuration of this policy: `stackExport` got `export.json`, expected an absolute path",
    ]);
  });

  it("an export of another stack, and a file that is none", () => {
    const other = file("other.json", exportOf([role()], "other"));
    expect(messages([role()], other)[0]).to.contain("is the export of `dev::other`, and this stack is `dev::cases`");
    const exemptions = [{ urn: "*", reason: "no matter", expires: "2026-12-31" }];
    const exempt = runPolicy(iamRoleDisallowNewAccess, {
      resources: [role()],
      config: { stackExport: other, exemptions },
    });
    expect(exempt.reports[0]?.message, "an exemption does not cover the configuration").to.contain("is the export of");
    expect(messages([role()], file("none.json", "{}"))[0]).to.contain("is no stack export: it has no `deployment`");
    expect(messages([role()], file("broken.json", "{"))[0]).to.contain("which is no JSON");
  });
});
