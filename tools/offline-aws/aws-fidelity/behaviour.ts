import type { AwsRequest } from "./aws-request";
import type { AwsResponse } from "./aws-response";
import type { Moto } from "./moto";

/** Where something that moto does unlike AWS, or not at all, is put right. */
export interface Behaviour {
  /** What AWS does. */
  readonly name: string;
  /** AWS's page that says so. */
  readonly source: string;
  /** The API calls that it is about, such as `ec2:RunInstances`. */
  readonly actions: readonly string[];
  /**
   * Looks at a request before moto does: an answer ends the matter, a request goes on in the place of the first.
   */
  before(request: AwsRequest, moto: Moto): Promise<Before>;
  /** Forgets what it remembers of earlier requests. */
  reset?(): void;
}

/** What a behaviour makes of a request. */
export type Before =
  | { readonly kind: "forward"; readonly request: AwsRequest }
  | { readonly kind: "answer"; readonly response: AwsResponse };

/** The request goes on to the next behaviour, and to moto after the last. */
export function forward(request: AwsRequest): Before {
  return { kind: "forward", request };
}

/** The client gets this answer; moto does not see the request. */
export function answer(response: AwsResponse): Before {
  return { kind: "answer", response };
}
