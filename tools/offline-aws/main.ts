import { onParentGone } from "../plugin/parent-watch";
import { serveProvider } from "./serve";

/* The plugin `pulumi-resource-aws`: prints its port on standard output and serves until the engine ends it. */
async function main(): Promise<void> {
  const provider = await serveProvider(process.env);
  const stop = () => {
    provider.close();
    process.exit(0);
  };
  onParentGone(stop);
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  process.stdout.write(`${provider.port}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`pulumi-resource-aws: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
