import { CreateLaunchTemplateCommand } from "@aws-sdk/client-ec2";
import { AttachRolePolicyCommand, CreatePolicyCommand } from "@aws-sdk/client-iam";
import { expect } from "chai";

import { verifyGroup, verifyInstance, verifyTemplate } from "../../../cli/verify/verify-instance";
import { documentedPolicy, expectJustEnough, requestsOf } from "../../support/documented-permissions";
import { PICS, verifiedInstance } from "../../support/verified-instance";

const POLICIES = ["role-allows-what-is-declared", "role-allows-nothing-else"];

describe("the permissions of ec2-identity verify", function () {
  this.timeout(120_000);
  const given = verifiedInstance();

  for (const [action, ids] of [
    ["ec2:DescribeInstances", ["instance-exists"]],
    ["iam:GetInstanceProfile", ["profile-holds-role"]],
    ["iam:GetRole", ["role-trusts-ec2-alone", "role-has-declared-boundary"]],
    ["iam:ListRolePolicies", POLICIES],
    ["iam:GetRolePolicy", POLICIES],
    ["iam:ListAttachedRolePolicies", POLICIES],
    ["iam:GetPolicy", POLICIES],
    ["iam:GetPolicyVersion", POLICIES],
  ] as const) {
    it(`names ${action} where it is missing, and ends with 3`, async () => {
      const expectation = await withManaged();
      given.standIn.proxy.refuses = (call) => call.get("Action") === action.split(":")[1];
      const [code, found] = await given.failures(expectation);
      expect(code).to.equal(3);
      expect(found).to.have.all.keys(...ids);
      for (const id of ids) expect(found[id]).to.contain(`access denied, missing the permission \`${action}\``);
    });
  }

  it("are those that the guide documents, and no others", async () => {
    await verifyInstance(await withManaged(), given.reader);
    const ofAws = [{ managedPolicyArn: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" }];
    await verifyInstance({ ...given.expected, policies: ofAws }, given.reader);
    await verifyGroup({ groupName: "web" }, given.reader);
    const { LaunchTemplate } = await given.ec2.send(
      new CreateLaunchTemplateCommand({ LaunchTemplateName: "web", LaunchTemplateData: { ImageId: "ami-12345678" } }),
    );
    await verifyTemplate({ templateId: LaunchTemplate?.LaunchTemplateId ?? "", version: "1" }, given.reader);
    const requests = given.standIn.proxy.calls.flatMap((call) => requestsOf(call, given.expected.instanceId));
    expectJustEnough(documentedPolicy("verifying.md", given.expected.instanceId), requests);
  });

  /** Attaches a managed policy that lies within the inline one, and declares it too. */
  async function withManaged() {
    const PolicyDocument = JSON.stringify(PICS);
    const { Policy } = await given.iam.send(new CreatePolicyCommand({ PolicyName: "own", PolicyDocument }));
    await given.iam.send(new AttachRolePolicyCommand({ RoleName: "pics", PolicyArn: Policy?.Arn }));
    const policies = [...(given.expected.policies ?? []), { managedPolicyArn: Policy?.Arn ?? "" }];
    return { ...given.expected, policies };
  }
});
