import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CrossAccountRole, grants, InstanceRole } from "pulumi-ec2-identity";

const config = new pulumi.Config();

/** The provider of one account: whoever runs this program may assume the role `deployer` in it. */
function accountProvider(name: string): aws.Provider {
  const account = config.require(`${name}Account`);
  return new aws.Provider(name, {
    region: "eu-central-1",
    assumeRoles: [{ roleArn: `arn:aws:iam::${account}:role/deployer` }],
  });
}

const source = accountProvider("source");
const target = accountProvider("target");

// The instances of one account read a bucket of the other.
const shared = new aws.s3.Bucket("shared", {}, { provider: target });
const abcd = new InstanceRole("abcd", {}, { provider: source });

const efgh = new CrossAccountRole(
  "efgh",
  {
    principals: [abcd],
    externalId: config.require("externalId"),
    statements: grants.s3.read(shared),
    grantProvider: source,
  },
  { provider: target },
);

export const abcdName = abcd.name;
export const efghArn = efgh.arn;
