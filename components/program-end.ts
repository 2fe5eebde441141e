import * as pulumi from "@pulumi/pulumi";

/**
 * Resolves when the program has run and its exports are resolved; rejects if it failed. Without a stack, as under the
 * SDK's mocks, the program ends with the current turn of the event loop.
 */
export function programEnd(): Promise<void> {
  const stack = pulumi.runtime.getStackResource();
  return stack === undefined
    ? new Promise((resolve) => {
        setImmediate(resolve);
      })
    : (stack as unknown as { getData(): Promise<unknown> }).getData().then(() => undefined);
}
