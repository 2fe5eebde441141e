import * as fs from "node:fs";
import * as path from "node:path";

/** The entries of the package that load each module with the first use of what it exports. */
const LAZY_ENTRIES = ["iam/index.js"];

/** What the compiler writes into an index: `import`s, exports of them, and lines that the new text has for itself. */
const REQUIRED = /^var (\w+) = require\(("[^"]+")\);$/;
const EXPORTED = /^Object\.defineProperty\(exports, "(\w+)", .* return (\w+)\.(\w+); \} \}\);$/;
const PROLOGUE = /^("use strict";|Object\.defineProperty\(exports, "__esModule", .*\);|exports\.\w+ = .* = void 0;|)$/;

// Node leaves a name out of those that an ES module may import where it sees a getter that does more than read a property.
const OPENING = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const define = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });`;

/**
 * The compiled text of an index that only names exports of other modules, each loaded with the first use of an export of
 * it. The names stand at the end once more, where Node finds those that an ES module may import.
 *
 * @throws Error for text that is no such index.
 */
export function lazyExports(compiled: string): string {
  const modules = new Map<string, string>();
  const names: string[] = [];
  const definitions: string[] = [];
  for (const line of compiled.split("\n")) {
    const [, variable, specifier] = REQUIRED.exec(line) ?? [];
    const [, name, from, property] = EXPORTED.exec(line) ?? [];
    const module = modules.get(from ?? "");
    if (variable !== undefined && specifier !== undefined) modules.set(variable, specifier);
    else if (name !== undefined && module !== undefined) {
      names.push(name);
      definitions.push(`define("${name}", () => require(${module}).${property});`);
    } else if (!PROLOGUE.test(line)) throw new Error(`expected an index that only names exports, got \`${line}\``);
  }
  return [OPENING, ...definitions, `0 && (module.exports = { ${names.join(", ")} });`, ""].join("\n");
}

/** Makes the entries of a compiled package lazy. */
export function makeEntriesLazy(dist: string): void {
  for (const entry of LAZY_ENTRIES) {
    const file = path.join(dist, entry);
    if (fs.existsSync(file)) fs.writeFileSync(file, lazyExports(fs.readFileSync(file, "utf8")));
  }
}
