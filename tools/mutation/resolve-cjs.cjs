// The mocha runner of Stryker asks for mocha's `lib/cli/run-helpers` without an extension; mocha 12 calls it `.cjs`.
// Preloaded in every process of the mutation tests, so that Node tries that extension too.
const Module = require("node:module");

Module._extensions[".cjs"] ??= Module._extensions[".js"];
