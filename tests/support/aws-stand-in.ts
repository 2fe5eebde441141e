import { startFidelityProxy } from "../../tools/offline-aws/aws-fidelity/proxy";
import { startMoto } from "./moto";

/** A stand-in for AWS itself: moto behind the layer that makes it answer as AWS does. */
export interface AwsStandIn {
  /** What `AWS_ENDPOINT_URL` and the AWS SDK's `endpoint` are set to. */
  readonly endpoint: string;
  /** Settings for the AWS SDK's clients in the region. */
  clientSettings(region?: string): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Forgets everything that was created. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the stand-in on free ports of 127.0.0.1.
 *
 * @throws Error that says what is missing if moto cannot be installed or does not start
 */
export async function startAwsStandIn(environment: NodeJS.ProcessEnv = {}): Promise<AwsStandIn> {
  const moto = await startMoto(environment);
  const proxy = await startFidelityProxy(moto.endpoint);
  const credentials = { accessKeyId: "offline", secretAccessKey: "offline" };
  return {
    endpoint: proxy.endpoint,
    clientSettings: (region = "eu-central-1") => ({ endpoint: proxy.endpoint, region, credentials }),
    async reset() {
      const response = await fetch(`${proxy.endpoint}/moto-api/reset`, { method: "POST" });
      if (!response.ok) throw new Error(`moto does not reset: ${response.status}`);
    },
    async stop() {
      await proxy.close();
      await moto.stop();
    },
  };
}
