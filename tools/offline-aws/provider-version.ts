import { readFileSync } from "node:fs";

/** The version of the installed @pulumi/aws, which the stand-in claims as its own. */
export function providerVersion(): string {
  const manifest = readFileSync(require.resolve("@pulumi/aws/package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
