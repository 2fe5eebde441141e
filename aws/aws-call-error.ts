/** Codes for a server that answered, and not in AWS's way: with a page (`ForeignAnswer`), or that it cannot (`ServerError`). */
export const FOREIGN_ANSWER = "ForeignAnswer";
export const SERVER_ERROR = "ServerError";

/** An error of one call to AWS, by AWS's own code. */
export class AwsCallError extends Error {
  override readonly name = "AwsCallError";

  constructor(
    /** The call as AWS names it: `ec2:DescribeInstances`. */
    readonly action: string,
    /** AWS's code, that of the network, or FOREIGN_ANSWER or SERVER_ERROR. */
    readonly code: string,
    message: string,
    /** The server that was called, as far as it came to that: `https://ec2.eu-central-1.amazonaws.com`. */
    readonly server?: string,
    /** An attempt got no answer of AWS: the call may have been carried out all the same. */
    readonly mayHaveSucceeded = false,
  ) {
    super(message);
  }
}

/** What the SDK throws, as far as it is looked at. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  /** Code of an error that AWS answered with. */
  readonly Code?: string;
  /** Code of Node: the call came to no answer. */
  readonly code?: string;
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
  readonly $metadata?: { readonly attempts?: number };
  /** Added by `checkedClient`. */
  readonly $server?: string;
}

/** Runs one call, and turns what it throws into an AwsCallError; that of a call made on the way, for credentials, stays. */
export async function asAwsCall<T>(action: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof AwsCallError ? error : callError(action, error as SdkError);
  }
}

function callError(action: string, error: SdkError): AwsCallError {
  const { Code, code, name, message, $response, $server } = error;
  const repeated = (error.$metadata?.attempts ?? 1) > 1;
  if ($response !== undefined && Code === undefined) {
    const { statusCode = 0, headers = {} } = $response;
    const type = headers["content-type"];
    const answer = `the server answered with HTTP status ${statusCode}${type === undefined ? "" : ` and ${type}`}, and nothing that AWS says`;
    return new AwsCallError(action, statusCode >= 500 ? SERVER_ERROR : FOREIGN_ANSWER, answer, $server, true);
  }
  return new AwsCallError(
    action,
    Code ?? code ?? name ?? "Unknown",
    message ?? "no reason given",
    $server,
    repeated || $response === undefined,
  );
}
