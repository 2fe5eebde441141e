/** The Node that the Pulumi SDK needs. */
const REQUIRED_NODE = 22;

if (Number(process.versions.node.split(".")[0]) < REQUIRED_NODE) {
  process.stderr.write(
    `error: this is Node ${process.versions.node}, and Node ${REQUIRED_NODE} or later is needed; the package \`node\` ` +
      "brings it, but its install script has not run: run `npm approve-scripts node` (npm 11) and then `npm rebuild node`\n",
  );
  process.exitCode = 2;
} else {
  // Not before this check: what it imports needs that Node too.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { main } = require("./command-line") as typeof import("./command-line");
  void main(process.argv.slice(2), process.env).then((exitCode) => {
    process.exitCode = exitCode;
  });
}
