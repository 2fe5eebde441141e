import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";

/** The options under `runtime:` in Pulumi.yaml, PulumiPolicy.yaml or PulumiPlugin.yaml that this host honours. */
export interface RuntimeOptions {
  /** Whether the SDK registers ts-node. @default true, as in the CLI's own host */
  readonly typescript: boolean;
  /** Arguments of node itself. @default none */
  readonly nodeArguments: readonly string[];
}

/** Reads `options.typescript` and `options.nodeargs` (words separated by blanks); other options are ignored. */
export function runtimeOptions(info: ProgramInfo | undefined): RuntimeOptions {
  const options = info?.getOptions()?.toJavaScript() ?? {};
  const nodeArguments = options["nodeargs"];
  return {
    typescript: options["typescript"] !== false && options["typescript"] !== "false",
    nodeArguments: typeof nodeArguments === "string" ? nodeArguments.split(/\s+/).filter((word) => word !== "") : [],
  };
}
