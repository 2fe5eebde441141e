import * as aws from "@pulumi/aws";
import { expect } from "chai";

import {
  AutoScalingGroup,
  CrossAccountRole,
  grants,
  Instance,
  InstanceMetadataDefaults,
  InstanceProfile,
  InstanceProfileAssociation,
  InstanceRole,
  InstanceRoleGrant,
  LaunchTemplate,
  organizationPolicies,
  PassRoleGuard,
} from "../../components";
import { ec2ServicePrincipal } from "../../ec2/service-principal";
import { PARTITIONS } from "../../iam";
import { GRANT_CASES, plainStatements } from "./grants/grant-cases";
import { partitionOf, runWithMocks } from "../support/pulumi-mocks";

/** The partitions that `value` names anywhere, in ARNs that it holds as a whole or within a text. */
function partitionsIn(value: unknown): readonly string[] {
  const found = JSON.stringify(value).matchAll(/\barn:([a-z][a-z-]*):/g);
  return [...new Set([...found].map(([, partition = ""]) => partition))];
}

/** One of each component, with all that it writes itself. */
function everyComponent(region: string): void {
  const bucket = new aws.s3.Bucket("photos");
  const queue = new aws.sqs.Queue("jobs", { region });
  const boundary = new aws.iam.Policy("boundary", {
    policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  });
  const role = new InstanceRole("app", {
    statements: [...grants.s3.list(bucket), ...grants.sqs.consume(queue), ...grants.ssm.readParameters("/app")],
    managedPolicies: ["CloudWatchAgentServerPolicy"],
    customerManagedPolicies: { secrets: grants.secretsManager.readPrefix("app/") },
    permissionsBoundary: boundary,
    networkBinding: true,
    path: "/apps/",
  });
  new InstanceRoleGrant("session", { role, statements: grants.ssm.sessionManager() });
  const profile = new InstanceProfile("app", { role });
  new Instance("app", { profile, instanceType: "t3.micro" });
  const launchTemplate = new LaunchTemplate("app", { profile, instanceType: "t3.micro" });
  const group = new AutoScalingGroup("app", { launchTemplate, minSize: 1, maxSize: 1, subnetIds: ["subnet-1"] });
  new InstanceMetadataDefaults("app");
  new InstanceProfileAssociation("app", { instance: "i-0123456789abcdef0", profile });
  const user = new aws.iam.User("operator");
  new PassRoleGuard("launch", {
    user,
    roles: [role],
    launch: { profiles: [profile], templates: [launchTemplate] },
    association: { profiles: [profile] },
    groups: { names: [group] },
  });
  new CrossAccountRole("reader", {
    principals: [role],
    externalId: "acme-7",
    statements: grants.s3.read(bucket),
    managedPolicies: { agent: "CloudWatchAgentServerPolicy" },
  });
}

/** The grants that take resources: an ARN that is given has a partition already. */
const OF_RESOURCES = GRANT_CASES.filter(({ statements }) => !statements.toString().match(/regional\(|arn:/));

describe("what the components write", () => {
  for (const partition of PARTITIONS) {
    describe(`in ${partition}`, () => {
      for (const preview of [true, false]) {
        it(`names no other partition, ${preview ? "at preview" : "during the update"}`, async () => {
          const run = await runWithMocks(
            () => {
              everyComponent(partitionOf(partition).region);
            },
            { preview, partition },
          );
          expect(run.resources.length).to.be.greaterThan(30);
          for (const { type, name, inputs } of run.resources) {
            expect([partition], `${type} ${name}`).to.include.members(partitionsIn(inputs));
          }
          expect(run.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")["app-CloudWatchAgentServerPolicy"])
            .to.have.property("policyArn")
            .that.equals(`arn:${partition}:iam::aws:policy/CloudWatchAgentServerPolicy`);
          expect(run.ofType("aws:iam/role:Role")["app"]?.["assumeRolePolicy"]).to.contain(
            `"Service":"${ec2ServicePrincipal(partition)}"`,
          );
        });
      }

      it("names no other partition in the grants", async () => {
        expect(OF_RESOURCES.length).to.be.greaterThan(5);
        for (const { name, statements } of OF_RESOURCES) {
          const found = partitionsIn(await plainStatements(statements, partition));
          expect([partition], name).to.include.members(found);
        }
      });

      it("names the service of a key by the partition's own suffix", async () => {
        const { region, dnsSuffix } = partitionOf(partition);
        const key = `arn:${partition}:kms:${region}:123456789012:key/1234`;
        const [statement] = await plainStatements(() => grants.kms.decrypt(key, { via: "s3" }), partition);
        expect(statement?.conditions?.["StringEquals"]?.["kms:ViaService"]).to.include(`s3.${region}.${dnsSuffix}`);
      });
    });
  }

  it("is the same in every partition where it is for a whole organisation", () => {
    for (const document of Object.values(organizationPolicies)) {
      expect(partitionsIn(document())).to.deep.equal([]);
    }
  });

  it("would be found if it named another partition", () => {
    expect(
      partitionsIn({ policy: '{"Resource":"arn:aws:s3:::photos"}', arn: "arn:aws-cn:iam::1:role/a" }),
    ).to.deep.equal(["aws", "aws-cn"]);
  });
});
