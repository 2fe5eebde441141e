/** Code of an answer that is not one of AWS: a page, or nothing. */
export const FOREIGN_ANSWER = "ForeignAnswer";

/** Code of an answer that is not one of AWS and has an HTTP status of 500 or above, as a gateway gives it. */
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
    /** The server that was called: `https://ec2.eu-central-1.amazonaws.com`; absent where none was. */
    readonly server?: string,
    /** An attempt was sent, and AWS did not say that it was refused: what was asked for may have been done. */
    readonly mayHaveSucceeded = false,
  ) {
    super(message);
  }
}

/** What the SDK throws, as far as it is looked at. */
export interface SdkError {
  readonly name?: string;
  readonly message?: string;
  /** AWS's code, from a service that answers in XML; from one that answers in JSON it is the name of a fault. */
  readonly Code?: string;
  readonly $fault?: "client" | "server";
  /** Code of Node, where no answer came. */
  readonly code?: string;
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
  /** Both are added by `checkedClient`. */
  readonly $server?: string;
  readonly mayHaveSucceeded?: boolean;
}

/**
 * Runs one call to AWS, and turns what it throws into an AwsCallError. The AwsCallError of another call that was made on the
 * way, to assume a role, is thrown as it is.
 */
export async function asAwsCall<T>(action: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof AwsCallError ? error : callError(action, error as SdkError);
  }
}

/** Runs one call as `asAwsCall` does; undefined where AWS says by one of these codes that there is no such thing. */
export async function undefinedOn<T>(
  codes: readonly string[],
  action: string,
  run: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await asAwsCall(action, run);
  } catch (error) {
    if (error instanceof AwsCallError && codes.includes(error.code)) {
      return undefined;
    }
    throw error;
  }
}

/** Returns what the SDK threw for the call `action` as an AwsCallError. */
export function callError(action: string, error: SdkError): AwsCallError {
  const { code, name, message, $response, $server, mayHaveSucceeded } = error;
  const awsCode = codeOfAws(error);
  if ($response !== undefined && awsCode === undefined) {
    const { statusCode = 0, headers = {} } = $response;
    const type = headers["content-type"];
    const answer = `the server answered with HTTP status ${statusCode}${type === undefined ? "" : ` and ${type}`}, and nothing that AWS says`;
    return new AwsCallError(
      action,
      statusCode >= 500 ? SERVER_ERROR : FOREIGN_ANSWER,
      answer,
      $server,
      mayHaveSucceeded,
    );
  }
  return new AwsCallError(
    action,
    awsCode ?? code ?? name ?? "Unknown",
    message ?? "no reason given",
    $server,
    mayHaveSucceeded,
  );
}

/** A service that answers in JSON names the fault, and always numbers the request. */
function codeOfAws({ Code, $fault, name, $response }: SdkError): string | undefined {
  const numbered = $response?.headers?.["x-amzn-requestid"] !== undefined;
  return Code ?? ($fault !== undefined && numbered && name !== "Unknown" ? name : undefined);
}
