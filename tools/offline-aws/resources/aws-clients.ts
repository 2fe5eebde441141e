import type { STSClientConfig } from "@aws-sdk/client-sts";

import { AwsCallError, asAwsCall } from "../../../aws/aws-call-error";
import { checkedClient } from "../../../aws/checked-client";
import { explainError } from "../../../aws/error-meaning";
import type { ProviderConfiguration } from "../configuration/provider-configuration";
import { accountCredentials } from "./account-credentials";

type Ec2 = typeof import("@aws-sdk/client-ec2");
type Iam = typeof import("@aws-sdk/client-iam");
type S3 = typeof import("@aws-sdk/client-s3");
type Sqs = typeof import("@aws-sdk/client-sqs");
type SecretsManager = typeof import("@aws-sdk/client-secrets-manager");
type Ssm = typeof import("@aws-sdk/client-ssm");
type Kms = typeof import("@aws-sdk/client-kms");
type AutoScaling = typeof import("@aws-sdk/client-auto-scaling");

/** Thrown where a resource is to be created or read and no stand-in for AWS is running. */
export class EndpointMissingError extends Error {
  constructor(reason: string) {
    super(
      `the offline AWS provider ${reason}: \`pulumi preview\` needs none, but to create resources start a moto server ` +
        "(`pip install 'moto[server]'`, `moto_server -p 5000`) and set AWS_ENDPOINT_URL=http://127.0.0.1:5000",
    );
  }
}

/** The AWS SDK's clients for one provider, each loaded on first use. */
export class AwsClients {
  #credentials: ReturnType<typeof accountCredentials> | undefined;
  #ec2: Promise<readonly [Ec2, InstanceType<Ec2["EC2Client"]>]> | undefined;
  #iam: Promise<readonly [Iam, InstanceType<Iam["IAMClient"]>]> | undefined;
  #reachable: Promise<void> | undefined;
  #s3: Promise<readonly [S3, InstanceType<S3["S3Client"]>]> | undefined;

  #sqs: Promise<readonly [Sqs, InstanceType<Sqs["SQSClient"]>]> | undefined;
  #secretsManager: Promise<readonly [SecretsManager, InstanceType<SecretsManager["SecretsManagerClient"]>]> | undefined;
  #ssm: Promise<readonly [Ssm, InstanceType<Ssm["SSMClient"]>]> | undefined;
  #kms: Promise<readonly [Kms, InstanceType<Kms["KMSClient"]>]> | undefined;
  #autoScaling: Promise<readonly [AutoScaling, InstanceType<AutoScaling["AutoScalingClient"]>]> | undefined;

  constructor(private readonly configuration: ProviderConfiguration) {}

  #settings() {
    const { endpoint, region, assumeRoleArns } = this.configuration;
    if (endpoint === undefined) throw new EndpointMissingError("has no server to create resources on");
    this.#credentials ??= accountCredentials({ endpoint, region }, assumeRoleArns);
    return { endpoint, region, credentials: this.#credentials, maxAttempts: 2 };
  }

  /**
   * Waits until the server has answered one call as AWS does, which is asked once.
   * @throws EndpointMissingError where it does not.
   */
  reachable(): Promise<void> {
    this.#reachable ??= askForIdentity(this.#settings());
    return this.#reachable;
  }

  /** EC2's module and client. */
  ec2(): Promise<readonly [Ec2, InstanceType<Ec2["EC2Client"]>]> {
    const settings = this.#settings();
    this.#ec2 ??= import("@aws-sdk/client-ec2").then((sdk) => [sdk, new sdk.EC2Client(settings)] as const);
    return this.#ec2;
  }

  /** IAM's module and client. */
  iam(): Promise<readonly [Iam, InstanceType<Iam["IAMClient"]>]> {
    const settings = this.#settings();
    this.#iam ??= import("@aws-sdk/client-iam").then((sdk) => [sdk, new sdk.IAMClient(settings)] as const);
    return this.#iam;
  }

  /** S3's module and client, with the bucket in the path. */
  s3(): Promise<readonly [S3, InstanceType<S3["S3Client"]>]> {
    const settings = { ...this.#settings(), forcePathStyle: true };
    this.#s3 ??= import("@aws-sdk/client-s3").then((sdk) => [sdk, new sdk.S3Client(settings)] as const);
    return this.#s3;
  }

  /** SQS's module and client. */
  sqs(): Promise<readonly [Sqs, InstanceType<Sqs["SQSClient"]>]> {
    const settings = this.#settings();
    this.#sqs ??= import("@aws-sdk/client-sqs").then((sdk) => [sdk, new sdk.SQSClient(settings)] as const);
    return this.#sqs;
  }

  /** Secrets Manager's module and client. */
  secretsManager(): Promise<readonly [SecretsManager, InstanceType<SecretsManager["SecretsManagerClient"]>]> {
    const settings = this.#settings();
    this.#secretsManager ??= import("@aws-sdk/client-secrets-manager").then(
      (sdk) => [sdk, new sdk.SecretsManagerClient(settings)] as const,
    );
    return this.#secretsManager;
  }

  /** Systems Manager's module and client. */
  ssm(): Promise<readonly [Ssm, InstanceType<Ssm["SSMClient"]>]> {
    const settings = this.#settings();
    this.#ssm ??= import("@aws-sdk/client-ssm").then((sdk) => [sdk, new sdk.SSMClient(settings)] as const);
    return this.#ssm;
  }

  /** KMS's module and client. */
  kms(): Promise<readonly [Kms, InstanceType<Kms["KMSClient"]>]> {
    const settings = this.#settings();
    this.#kms ??= import("@aws-sdk/client-kms").then((sdk) => [sdk, new sdk.KMSClient(settings)] as const);
    return this.#kms;
  }

  /** Auto Scaling's module and client. */
  autoScaling(): Promise<readonly [AutoScaling, InstanceType<AutoScaling["AutoScalingClient"]>]> {
    const settings = this.#settings();
    this.#autoScaling ??= import("@aws-sdk/client-auto-scaling").then(
      (sdk) => [sdk, new sdk.AutoScalingClient(settings)] as const,
    );
    return this.#autoScaling;
  }
}

/** Every server that stands in for AWS answers this call, whatever the credentials. */
async function askForIdentity(settings: STSClientConfig): Promise<void> {
  const { GetCallerIdentityCommand, STSClient } = await import("@aws-sdk/client-sts");
  const client = checkedClient(new STSClient(settings));
  try {
    await asAwsCall("sts:GetCallerIdentity", () => client.send(new GetCallerIdentityCommand()));
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    throw new EndpointMissingError(`got no answer from AWS's stand-in: ${explainError(error, "program")}`);
  } finally {
    client.destroy();
  }
}
