import type { IncomingHttpHeaders } from "node:http";

/** A request of an AWS client, as far as the layer needs to understand it. */
export interface AwsRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The service that the request is signed for (`ec2`, `iam`); empty if it is not signed. */
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** The parameters of a request in AWS's query protocol, `Action` among them; `undefined` for other protocols. */
  readonly parameters?: URLSearchParams;
}

/** `AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-central-1/ec2/aws4_request, …` */
const CREDENTIAL = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/** Understands what a client sent. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function parseAwsRequest(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): AwsRequest {
  const [, accessKeyId = "", region = "", service = ""] = CREDENTIAL.exec(headers.authorization ?? "") ?? [];
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const parameters = isForm ? new URLSearchParams(body.toString("utf8")) : undefined;
  return { method, path, headers, body, service, region, accessKeyId, ...(parameters && { parameters }) };
}

/** The same request with other parameters. */
export function withParameters(request: AwsRequest, changes: Readonly<Record<string, string>>): AwsRequest {
  const parameters = new URLSearchParams(request.parameters);
  for (const [name, value] of Object.entries(changes)) parameters.set(name, value);
  return { ...request, parameters, body: Buffer.from(parameters.toString(), "utf8") };
}

/** The API call that the request makes, such as `ec2:RunInstances`; empty for other protocols. */
export function actionOf({ service, parameters }: AwsRequest): string {
  const action = parameters?.get("Action");
  return action === null || action === undefined ? "" : `${service}:${action}`;
}
