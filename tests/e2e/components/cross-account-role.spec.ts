import { GetRoleCommand, GetRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { expect } from "chai";

import { evaluate, type NamedPolicy } from "../../../iam";
import { policy } from "../../support/policies";
import { expectSuccess } from "../support";
import { type LiveProject, liveProject } from "./aws-connection";

const SOURCE = "111111111111";
const TARGET = "222222222222";

describe("the example cross-account, brought up in two accounts", function () {
  this.timeout(240_000);
  let live: LiveProject;
  before(async () => {
    live = await liveProject("examples/cross-account");
  });
  after(() => live.end());

  /** An IAM client in one of the accounts. */
  async function iamIn(account: string): Promise<IAMClient> {
    const { Credentials } = await new STSClient(live.connection).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/deployer`, RoleSessionName: "test" }),
    );
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    return new IAMClient({ ...live.connection, credentials });
  }

  it("lets abcd assume efgh with the external id, not with another one and not without", async () => {
    expectSuccess(await live.project.up());
    const { abcdName, efghArn } = (await live.project.outputs()) as { abcdName: string; efghArn: string };
    expect(efghArn).to.match(new RegExp(`^arn:aws:iam::${TARGET}:role/efgh-`));

    const there = await iamIn(TARGET);
    const { Role } = await there.send(new GetRoleCommand({ RoleName: efghArn.split("/").at(-1) }));
    const trust = readBack("trust", Role?.AssumeRolePolicyDocument);
    const here = await iamIn(SOURCE);
    const { PolicyDocument } = await here.send(new GetRolePolicyCommand({ RoleName: abcdName, PolicyName: "efgh" }));
    const grant = readBack("grant", PolicyDocument);

    const assume = (context: Readonly<Record<string, string>>, identity: readonly NamedPolicy[] = [grant]) =>
      evaluate(
        {
          principal: `arn:aws:sts::${SOURCE}:assumed-role/${abcdName}/i-0123456789abcdef0`,
          action: "sts:AssumeRole",
          resource: efghArn,
          context,
        },
        { identity, resource: trust, resourcePolicyKind: "trust" },
      ).decision;
    expect(assume({ "sts:ExternalId": "acme-7" })).to.equal("allowed");
    expect(assume({ "sts:ExternalId": "acme-8" })).to.equal("implicitDeny");
    expect(assume({})).to.equal("implicitDeny");
    expect(assume({ "sts:ExternalId": "acme-7" }, [])).to.equal("implicitDeny");
  });
});

/** IAM gives documents URL-encoded. */
function readBack(id: string, document: string | undefined): NamedPolicy {
  return policy(id, JSON.parse(decodeURIComponent(document ?? "")));
}
