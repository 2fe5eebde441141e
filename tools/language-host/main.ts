import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { version } from "@pulumi/pulumi/package.json";
import { killChildren } from "./child-processes";
import { languageRuntime } from "./language-runtime";
import { createServer, listen } from "../plugin/loopback-server";
import { onParentGone } from "../plugin/parent-watch";

/** Starts the host as the CLI starts it: the engine's address is the last argument, the port goes to standard output. */
async function main(args: readonly string[]): Promise<void> {
  const engineAddress = args.at(-1);
  if (engineAddress === undefined || engineAddress.startsWith("-")) {
    throw new Error("the address of the engine is missing: this program is started by the Pulumi CLI");
  }
  const stop = (): void => {
    void killChildren().then(() => process.exit(0));
  };
  onParentGone(stop);
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const server = createServer();
  server.addService(LanguageRuntimeService, languageRuntime(engineAddress, version));
  process.stdout.write(`${await listen(server)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`pulumi-language-nodejs: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
