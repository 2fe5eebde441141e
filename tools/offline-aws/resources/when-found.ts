/** The codes by which AWS says that something does not exist. */
const NOT_FOUND =
  /^(NoSuchEntity(Exception)?|NoSuch\w+|QueueDoesNotExist|NotFound|ParameterNotFound|ResourceNotFound(Exception)?|.*\.NotFound(Exception)?|.*NotFoundConfiguration)$/;

/** Whether an error of the AWS SDK says that something does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && NOT_FOUND.test(error.name);
}

/** What the call returns; `undefined` if what it asks for does not exist. */
export async function whenFound<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** What a call returned that cannot have come without it, such as the resource that was just created. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the answer to the call has no ${what}`);
  return value;
}
