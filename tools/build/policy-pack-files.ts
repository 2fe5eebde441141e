import { copyFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Adds what `tsc` leaves out of `dist/policies`, so that it is a policy pack: settings, presets, and the package's version. */
export function addPolicyPackFiles(root: string, dist: string): void {
  const source = join(root, "policies");
  const built = join(dist, "policies");
  copyFileSync(join(source, "PulumiPolicy.yaml"), join(built, "PulumiPolicy.yaml"));
  cpSync(join(source, "presets"), join(built, "presets"), { recursive: true });
  const read = (path: string): Record<string, unknown> =>
    JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  const { version } = read(join(root, "package.json"));
  const pack = { ...read(join(source, "package.json")), version, main: "index.js" };
  writeFileSync(join(built, "package.json"), `${JSON.stringify(pack, undefined, 2)}\n`);
}
