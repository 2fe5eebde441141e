import { expect } from "chai";

import {
  AutoScalingGroup,
  Instance,
  InstanceMetadataDefaults,
  InstanceProfile,
  InstanceRole,
  InstanceRoleGrant,
  LaunchTemplate,
} from "../../components";
import { refusalOf } from "../support/pulumi-mocks";

type Make = (args: object) => unknown;

/** Each component with arguments that it takes. */
const COMPONENTS: readonly (readonly [string, Make, () => object])[] = [
  ["InstanceRole", (args) => new InstanceRole("x", args), () => ({})],
  ["InstanceProfile", (args) => new InstanceProfile("x", args as never), () => ({ role: "web" })],
  ["Instance", (args) => new Instance("x", args as never), () => ({ profile: "web", instanceType: "t3.micro" })],
  ["LaunchTemplate", (args) => new LaunchTemplate("x", args), () => ({ profile: "web" })],
  [
    "AutoScalingGroup",
    (args) => new AutoScalingGroup("x", args as never),
    () => ({ launchTemplate: { id: "lt-0123", version: "1" }, minSize: 0, maxSize: 1, subnetIds: ["subnet-1"] }),
  ],
  ["InstanceMetadataDefaults", (args) => new InstanceMetadataDefaults("x", args), () => ({})],
  [
    "InstanceRoleGrant",
    (args) => new InstanceRoleGrant("x", args as never),
    () => ({
      role: new InstanceRole("r"),
      statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::photos/*"] }],
    }),
  ],
];

describe("an argument that a component does not have", () => {
  for (const [name, make, args] of COMPONENTS) {
    it(`is refused by ${name}, with those that it has`, async () => {
      expect(await refusalOf(() => make(args()))).to.equal("the program refused nothing");
      const message = await refusalOf(() => make({ ...args(), mistyped: true }));
      expect(message)
        .to.contain(`invalid arguments of ${name} \`x\`:`)
        .and.to.contain("mistyped: unknown argument, expected `");
    });
  }

  it("is refused together with a value of the wrong kind", async () => {
    const message = await refusalOf(() => new InstanceMetadataDefaults("x", { containers: "yes" } as never));
    expect(message).to.contain("containers: got `yes`, expected `true` or `false`");
  });
});
