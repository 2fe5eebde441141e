/** An error of one call to AWS, by AWS's own code. */
export class AwsCallError extends Error {
  override readonly name = "AwsCallError";

  constructor(
    /** The call as AWS names it: `ec2:DescribeInstances`. */
    readonly action: string,
    /** AWS's code, or that of the network. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Runs one call, and turns what it throws into an AwsCallError; that of a call made on the way, for credentials, stays. */
export async function asAwsCall<T>(action: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AwsCallError) {
      throw error;
    }
    throw new AwsCallError(action, codeOf(error), error instanceof Error ? error.message : String(error));
  }
}

function codeOf(error: unknown): string {
  const { code, Code, name } = error as { code?: unknown; Code?: unknown; name?: unknown };
  const network = /^(E[A-Z_]+)$/;
  if (typeof code === "string" && network.test(code)) {
    return code;
  }
  return [Code, name].find((candidate): candidate is string => typeof candidate === "string") ?? "Unknown";
}
