import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { InstanceProfile, InstanceRole } from "../../components";
import { ACCOUNT, refusalOf, runWithMocks, valueOf } from "../support/pulumi-mocks";

const PROFILE = "aws:iam/instanceProfile:InstanceProfile";

describe("InstanceProfile", () => {
  it("holds one role and is named like it, known at first preview", async () => {
    const run = await runWithMocks(() => new InstanceProfile("pics", { role: new InstanceRole("Get-pics") }), {
      preview: true,
    });
    expect(run.ofType(PROFILE)["pics"]).to.deep.equal({ name: "Get-pics-1234567", role: "Get-pics-1234567" });
    expect(await valueOf(run.value.arn)).to.equal(`arn:aws:iam::${ACCOUNT}:instance-profile/Get-pics-1234567`);
    expect(await valueOf(run.value.roleName)).to.equal("Get-pics-1234567");
  });

  it("takes a role as a component, a resource, a name and an ARN", async () => {
    const run = await runWithMocks(() => {
      new InstanceProfile("component", { role: new InstanceRole("a") });
      new InstanceProfile("resource", { role: new aws.iam.Role("b", { assumeRolePolicy: "{}" }) });
      new InstanceProfile("name", { role: "c" });
      new InstanceProfile("arn", { role: pulumi.output(`arn:aws:iam::${ACCOUNT}:role/apps/d`) });
    });
    const roles = Object.entries(run.ofType(PROFILE)).map(([name, inputs]) => [name, inputs["role"]]);
    expect(Object.fromEntries(roles)).to.deep.equal({
      component: "a-1234567",
      resource: "b-1234567",
      name: "c",
      arn: "d",
    });
  });

  it("keeps an own name, path and tags", async () => {
    const run = await runWithMocks(
      () => new InstanceProfile("pics", { role: "r", name: "own", path: "/apps/", tags: { a: "b" } }),
    );
    expect(run.ofType(PROFILE)["pics"]).to.deep.equal({ name: "own", role: "r", path: "/apps/", tags: { a: "b" } });
  });

  it("refuses a profile's ARN as the role, and a name that is too long", async () => {
    const message = await refusalOf(
      () =>
        new InstanceProfile("pics", { role: `arn:aws:iam::${ACCOUNT}:instance-profile/pics`, name: "n".repeat(129) }),
    );
    expect(message).to.contain(
      "role: got `arn:aws:iam::123456789012:instance-profile/pics`, which is the ARN of an instance profile, expected the one role of the profile: an InstanceRole, an aws.iam.Role, a role name",
    );
    expect(message).to.contain("name: got").and.to.contain("at most 128");
  });

  it("refuses several roles, and another component, by what they are", async () => {
    const several = await refusalOf(
      () => new InstanceProfile("pics", { role: [new InstanceRole("a"), new InstanceRole("b")] as unknown as string }),
    );
    expect(several).to.contain('role: got `["resource of type ec2-identity:index:InstanceRole"');
    expect(several).to.contain("expected the one role of the profile");
    const profile = await refusalOf(
      () => new InstanceProfile("pics", { role: new InstanceProfile("other", { role: "r" }) as unknown as string }),
    );
    expect(profile).to.contain(
      "role: got a resource of type `ec2-identity:index:InstanceProfile`, expected the one role of the profile: an InstanceRole",
    );
  });

  it("refuses an argument that it does not have", async () => {
    const args = { role: "r", rol: "x" };
    expect(await refusalOf(() => new InstanceProfile("pics", args))).to.contain(
      "rol: unknown argument, expected `role`, `name`, `path`, `tags`",
    );
  });
});
