import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { InstanceRole, InstanceRoleGrant, PassRoleGuard, type PassRoleGuardArgs } from "../../../components";
import { ACCOUNT, runWithMocks, valueOf } from "../../support/pulumi-mocks";

const S3 = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
const READ = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::photos/*"] };
const IAM = { sid: "Administer", actions: ["iam:CreateUser"], resources: ["*"] };

/** What the guard says of its roles, or the message with which the preview fails. */
async function judged(program: () => PassRoleGuard): Promise<unknown> {
  const run = await runWithMocks(
    () => {
      const guard = program();
      return { guard, failure: failureOf(guard.document) };
    },
    { preview: true },
  ).catch((error: unknown) => error as Error);
  if (run instanceof Error) return run.message;
  const failure = await run.value.failure;
  return failure ?? (await valueOf(run.value.guard.passRole))?.decided.map(({ verdict }) => verdict);
}

async function failureOf(output: pulumi.Output<string>): Promise<string | undefined> {
  return valueOf(output).then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
}

function guard(role: InstanceRole, args: Partial<PassRoleGuardArgs> = {}): PassRoleGuard {
  const passer = { documents: { "s3-access": S3 } };
  return new PassRoleGuard("alice", { user: new aws.iam.User("alice"), roles: [role], passer, ...args });
}

describe("the gains that a PassRoleGuard finds at first preview", () => {
  it("none where the role lies within its passer", async () => {
    const answer = await judged(() => guard(new InstanceRole("pics", { statements: [READ] })));
    expect(answer).to.deep.equal(["contained"]);
  });

  it("a request, in one sentence and in structured form", async () => {
    const message = (await judged(() => guard(new InstanceRole("admin", { statements: [READ, IAM] })))) as string;
    expect(message).to.match(
      /roles\[0\]: user `alice-1234567` gains `iam:\w+` on `[^`]+` by passing role `admin-1234567`, which is allowed it by statement 1 \(`Administer`\) of `admin-permissions`, while (no statement lets user `alice-1234567` do so|user `alice-1234567` is denied it by)/,
    );
    expect(message).to.contain("take the permission from the role").and.to.contain("`allowGain: [{ role, reason }]`");
    const gain = JSON.parse(/gain: (\{.*\})$/m.exec(message)?.[1] ?? "") as { request: { principal: string } };
    expect(gain).to.have.all.keys("role", "passer", "request", "allowedBy", "notAllowedBecause");
    expect(gain.request.principal).to.equal(`arn:aws:iam::${ACCOUNT}:role/admin-1234567`);
  });

  it("one that is accepted with its reason, and published", async () => {
    const run = await runWithMocks(() => {
      const role = new InstanceRole("admin", { statements: [IAM] });
      return guard(role, { allowGain: [{ role, reason: "break glass" }] });
    });
    const published = await valueOf(run.value.passRole);
    const role = `arn:aws:iam::${ACCOUNT}:role/admin-1234567`;
    expect(published?.allowGain).to.deep.equal([{ role, reason: "break glass" }]);
    expect(published?.decided).to.deep.equal([{ role, verdict: "gainAccepted" }]);
    expect((await valueOf(run.value.gains))?.map((gain) => gain.role)).to.deep.equal(["role `admin-1234567`"]);
  });

  it("within a permissions boundary, none", async () => {
    const permissionsBoundary = () => new aws.iam.Policy("limit", { policy: JSON.stringify(S3) });
    const answer = await judged(() =>
      guard(new InstanceRole("pics", { statements: [IAM, READ], permissionsBoundary: permissionsBoundary() })),
    );
    expect(answer).to.deep.equal(["contained"]);
  });

  it("against an InstanceRole as the holder, without a list of its documents", async () => {
    const holder = () => new InstanceRole("deployer", { statements: [READ] });
    const by = (passed: InstanceRole) => new PassRoleGuard("deploy", { role: holder(), roles: [passed] });
    expect(await judged(() => by(new InstanceRole("pics", { statements: [READ] })))).to.deep.equal(["contained"]);
    expect(await judged(() => by(new InstanceRole("admin", { statements: [IAM] })))).to.contain(
      "role `deployer-1234567` gains",
    );
  });

  it("what is granted to the role later counts too", async () => {
    const answer = await judged(() => {
      const role = new InstanceRole("pics", { statements: [READ] });
      new InstanceRoleGrant("more", { role, statements: [IAM] });
      return guard(role);
    });
    expect(answer).to.contain("of `more`");
  });

  it("are unknown where a policy is known by its ARN alone", async () => {
    const attached = (policy: string) => judged(() => guard(new InstanceRole("pics", { managedPolicies: [policy] })));
    expect(await attached(`arn:aws:iam::${ACCOUNT}:policy/metrics`)).to.deep.equal(["unknown"]);
    expect(await attached("AmazonS3ReadOnlyAccess")).to.contain("which is allowed it by statement 0 of");
    expect(await attached("AmazonS3TablesFullAccess")).to.deep.equal(["unknown"]);
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/limit`;
    const limited = (statements: object[]) => () =>
      guard(new InstanceRole("pics", { permissionsBoundary: boundary, statements: statements as [typeof READ] }));
    expect(await judged(limited([READ]))).to.deep.equal(["contained"]);
    expect(await judged(limited([IAM]))).to.deep.equal(["unknown"]);
  });

  /** A document that denies reading something. */
  const document = (Resource: unknown, Condition: object = {}) => ({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "s3:*", Resource: "*" },
      { Effect: "Deny", Action: "s3:GetObject", Resource, Condition },
    ],
  });

  it("are unknown where they hang on a session's value that is not known, and the warning says on which", async () => {
    const run = await runWithMocks(
      () => {
        const { uniqueId } = new aws.iam.User("ann");
        const byAnn = { StringEquals: { "aws:SourceIdentity": uniqueId } };
        const passer = { documents: { "s3-access": document("*", byAnn) } };
        return guard(new InstanceRole("pics", { statements: [READ] }), { passer });
      },
      { preview: true },
    );
    expect((await valueOf(run.value.passRole))?.decided.map(({ verdict }) => verdict)).to.deep.equal(["unknown"]);
    expect(run.warnings).to.have.length(1);
    expect(run.warnings[0])
      .to.contain(
        "PassRoleGuard `alice`: roles[0]: not verified: which session suits the principal best depends on `aws:SourceIdentity`",
      )
      .and.to.contain("the policy iam-role-disallow-pass-role-gain decides it over the stack");
    const known = await judged(() => {
      const passer = { documents: { "s3-access": document("arn:aws:s3:::other/*") } };
      return guard(new InstanceRole("pics", { statements: [READ] }), { passer });
    });
    expect(known).to.deep.equal(["contained"]);
  });

  it("for one value of what is not known yet fail the preview, and the message says for which", async () => {
    const answer = await judged(() => {
      const { id } = new aws.ssm.Parameter("secret", { type: "String", value: "x" });
      return guard(new InstanceRole("pics", { statements: [READ] }), { passer: { documents: { own: document(id) } } });
    });
    expect(answer).to.match(
      /is denied it by statement 1 of `own`, if `[^`]+::secret#id`, which is not known yet, is `arn:aws:s3:::photos\/\w+`/,
    );
  });

  it("are unknown where a boundary is not, and the warning says which and what to do", async () => {
    const run = await runWithMocks(
      () => {
        const permissionsBoundary = `arn:aws:iam::${ACCOUNT}:policy/limit`;
        return guard(new InstanceRole("pics", { permissionsBoundary, statements: [IAM] }));
      },
      { preview: true },
    );
    expect(run.warnings.find((text) => text.startsWith("PassRoleGuard"))).to.equal(
      `PassRoleGuard \`alice\`: roles[0]: not verified: role \`pics-1234567\` has \`arn:aws:iam::${ACCOUNT}:policy/limit\`, of which ` +
        "only the ARN is given: give the policy as a resource or document instead of its ARN, made of values that are known at " +
        "preview, or accept that the role may do more with `allowGain: [{ role, reason }]`; the policy " +
        "iam-role-disallow-pass-role-gain decides it over the stack, and reports it where it cannot",
    );
  });

  it("are unknown where the passer is a group and its documents tell members apart", async () => {
    const own = { ...S3, Statement: [{ ...S3.Statement[0], Resource: "arn:aws:s3:::home/${aws:username}/*" }] };
    const by = (document: object) =>
      new PassRoleGuard("group", {
        group: "developers",
        roles: [new InstanceRole("pics", { statements: [READ] })],
        passer: { documents: { own: document } },
      });
    expect(await judged(() => by(own))).to.deep.equal(["unknown"]);
    expect(await judged(() => by(S3))).to.deep.equal(["contained"]);
  });

  it("are left to the policy pack where the guard does not know its passer", async () => {
    const answer = await judged(() =>
      guard(new InstanceRole("admin", { statements: [IAM] }), { passer: undefined } as object),
    );
    expect(answer).to.deep.equal([]);
  });
});
