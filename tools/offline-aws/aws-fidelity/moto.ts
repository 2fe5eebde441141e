import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsRequest } from "./aws-request";

type Client = AutoScalingClient | EC2Client | IAMClient | STSClient;

/** The moto server behind the layer, asked in the name of a client of the layer. */
export class Moto {
  readonly #clients = new Map<string, Client>();

  /** @param endpoint such as `http://127.0.0.1:5000` */
  constructor(readonly endpoint: string) {}

  #client<C extends Client>(
    service: string,
    { region, accessKeyId }: AwsRequest,
    make: (settings: {
      endpoint: string;
      region: string;
      credentials: { accessKeyId: string; secretAccessKey: string };
    }) => C,
  ): C {
    const key = `${service}/${region}/${accessKeyId}`;
    const credentials = { accessKeyId: accessKeyId === "" ? "offline" : accessKeyId, secretAccessKey: "offline" };
    const client = this.#clients.get(key) ?? make({ endpoint: this.endpoint, region, credentials });
    this.#clients.set(key, client);
    return client as C;
  }

  /** EC2 in the region and account of the request. */
  ec2(request: AwsRequest): EC2Client {
    return this.#client("ec2", request, (settings) => new EC2Client(settings));
  }

  /** Auto Scaling in the region and account of the request. */
  autoScaling(request: AwsRequest): AutoScalingClient {
    return this.#client("autoscaling", request, (settings) => new AutoScalingClient(settings));
  }

  /** IAM in the account of the request. */
  iam(request: AwsRequest): IAMClient {
    return this.#client("iam", request, (settings) => new IAMClient(settings));
  }

  /** The account and ARN of whoever sent the request. */
  async caller(request: AwsRequest): Promise<{ readonly accountId: string; readonly arn: string }> {
    const sts = this.#client("sts", request, (settings) => new STSClient(settings));
    const { Account: accountId = "", Arn: arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
    return { accountId, arn };
  }
}
