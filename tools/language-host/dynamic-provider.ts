import { onParentGone } from "../plugin/parent-watch";
import { pulumiScript } from "./pulumi-module";

// The SDK's server for dynamic providers reads process.argv itself and prints its port; it does not end with the CLI.
onParentGone(() => process.exit());
process.once("SIGINT", () => process.exit());
try {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the script is the program's own copy of the SDK
  require(pulumiScript("dynamic-provider", process.cwd()));
} catch (error) {
  process.stderr.write(`pulumi-resource-pulumi-nodejs: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
