import {
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
  ModifyInstanceMetadataOptionsCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { AddRoleToInstanceProfileCommand, RemoveRoleFromInstanceProfileCommand } from "@aws-sdk/client-iam";
import { expect } from "chai";

import type { Check } from "../../../cli/verify/check";
import { secretDeclaration } from "../../../cli/verify/expectation";
import { exitCodeOf, verifyInstance } from "../../../cli/verify/verify-instance";
import { verifiedInstance } from "../../support/verified-instance";

describe("ec2-identity verify: each thing of an instance and its profile broken in turn", function () {
  this.timeout(120_000);
  const given = verifiedInstance();

  it("passes all checks where nothing is broken", async () => {
    const checks = await verifyInstance(given.expected, given.reader);
    expect(exitCodeOf(checks), JSON.stringify(checks)).to.equal(0);
    expect(checks.map(({ id, status }: Check) => `${id} ${status}`)).to.deep.equal([
      "instance-exists passed",
      "instance-shows-profile passed",
      "metadata-requires-tokens passed",
      "metadata-endpoint-enabled passed",
      "metadata-hop-limit passed",
      "profile-holds-role passed",
      "role-trusts-ec2-alone passed",
      "role-has-declared-boundary passed",
      "role-allows-what-is-declared passed",
      "role-allows-nothing-else passed",
      "simulation-agrees passed",
    ]);
  });

  it("checks the invariants of an instance of which nothing is declared, and says what it did not compare", async () => {
    const bare = { instanceId: given.expected.instanceId };
    expect(await given.failures(bare)).to.deep.equal([0, {}]);
    const checks = await verifyInstance(bare, given.reader);
    expect(checks.filter(({ status }) => status === "skipped").map(({ id }) => id)).to.deep.equal([
      "role-has-declared-boundary",
      "role-allows-what-is-declared",
      "role-allows-nothing-else",
    ]);
    await options({ HttpTokens: "optional" });
    expect(await given.failures(bare)).to.deep.equal([
      1,
      { "metadata-requires-tokens": "HttpTokens is `optional`, expected required" },
    ]);
  });

  async function options(change: object): Promise<void> {
    await given.ec2.send(
      new ModifyInstanceMetadataOptionsCommand({ InstanceId: given.expected.instanceId, ...change }),
    );
  }

  it("names metadata options", async () => {
    await options({ HttpTokens: "optional", HttpEndpoint: "disabled", HttpPutResponseHopLimit: 2 });
    expect(await given.failures()).to.deep.equal([
      1,
      {
        "metadata-requires-tokens": "HttpTokens is `optional`, expected required",
        "metadata-endpoint-enabled": "HttpEndpoint is `disabled`, expected enabled",
        "metadata-hop-limit": "HttpPutResponseHopLimit is `2`, expected 1",
      },
    ]);
  });

  it("names an endpoint that is on where it is declared to be off", async () => {
    expect((await given.failures({ ...given.expected, httpEndpoint: "disabled" }))[1]).to.deep.equal({
      "metadata-endpoint-enabled": "HttpEndpoint is `enabled`, expected disabled",
    });
  });

  it("names an instance that is gone, and one that is not there", async () => {
    await given.ec2.send(new TerminateInstancesCommand({ InstanceIds: [given.expected.instanceId] }));
    expect(await given.failures()).to.deep.equal([1, { "instance-exists": "it is terminated" }]);
    const [code, found] = await given.failures({ instanceId: "i-0123456789abcdef0" });
    expect([code, found["instance-exists"]]).to.deep.equal([1, "there is no such instance in this account and region"]);
  });

  it("names a profile that is another, or one where none is declared, or none where one is", async () => {
    const other = { ...given.expected, profile: "other" };
    expect((await given.failures(other))[1]["instance-shows-profile"]).to.match(
      /instance-profile\/pics`, expected `other`$/,
    );
    const none = { instanceId: given.expected.instanceId, profile: null };
    expect((await given.failures(none))[1]["instance-shows-profile"]).to.match(/`, expected none$/);
    const { IamInstanceProfileAssociations: [association] = [] } = await given.ec2.send(
      new DescribeIamInstanceProfileAssociationsCommand({}),
    );
    await given.ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId: association?.AssociationId }));
    expect(await given.failures(other)).to.deep.equal([
      1,
      { "instance-shows-profile": "it shows no instance profile, expected `other`" },
    ]);
    expect(await given.failures(none)).to.deep.equal([0, {}]);
  });

  it("names a role that is another, or none", async () => {
    const swap = { InstanceProfileName: "pics" };
    await given.iam.send(new RemoveRoleFromInstanceProfileCommand({ ...swap, RoleName: "pics" }));
    expect((await given.failures())[1]["profile-holds-role"]).to.equal("it holds no role, expected `pics`");
    await given.iam.send(new AddRoleToInstanceProfileCommand({ ...swap, RoleName: "other" }));
    expect((await given.failures())[1]["profile-holds-role"]).to.equal("it holds `other`, expected `pics`");
  });

  it("does not pass what is secret in the stack, and still names what differs", async () => {
    const notRead = [
      secretDeclaration("instance-shows-profile", "the instance profile"),
      secretDeclaration("metadata-hop-limit", "the hop limit"),
      secretDeclaration("role-allows-nothing-else", "a policy"),
    ];
    const secret = { instanceId: given.expected.instanceId, notRead };
    const why = (what: string) => `not compared: ${what} is secret in the stack's state, and read with --show-secrets`;
    const [code, found] = await given.failures(secret);
    expect(code).to.equal(3);
    expect(found).to.deep.equal({
      "instance-shows-profile": why("the instance profile"),
      "metadata-hop-limit": why("the hop limit"),
      "role-allows-nothing-else": why("a policy"),
    });
    await options({ HttpPutResponseHopLimit: 64 });
    const [differs, named] = await given.failures(secret);
    expect([differs, named["metadata-hop-limit"]]).to.deep.equal([
      1,
      "HttpPutResponseHopLimit is `64`, expected 1, or 2 for containers",
    ]);
  });
});
