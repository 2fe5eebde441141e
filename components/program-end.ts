import * as pulumi from "@pulumi/pulumi";

/**
 * Resolves when the program has run and its exports are resolved, and never if it failed: what waits for the end is then
 * not registered. Without a stack, as under the SDK's mocks, the program ends with the current turn of the event loop.
 */
export function programEnd(): Promise<void> {
  const stack = pulumi.runtime.getStackResource();
  return new Promise((resolve) => {
    if (stack === undefined) {
      setImmediate(resolve);
      return;
    }
    // The SDK reports the failure itself; here it only means that the end is not reached.
    (stack as unknown as { getData(): Promise<unknown> }).getData().then(
      () => {
        resolve();
      },
      () => undefined,
    );
  });
}
