import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The package's version: its manifest stands above `report` in the source, and above `dist/report` once built. */
export function packageVersion(): string {
  for (const parent of ["..", "../.."]) {
    try {
      const text = readFileSync(join(__dirname, parent, "package.json"), "utf8");
      return (JSON.parse(text) as { readonly version: string }).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw new Error("the package's manifest is missing");
}
