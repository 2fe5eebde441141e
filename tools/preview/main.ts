/** The Node that the Pulumi SDK needs. */
const REQUIRED_NODE = 22;

// Nothing is imported before this check: what is imported needs that Node too.
if (Number(process.versions.node.split(".")[0]) < REQUIRED_NODE) {
  process.stderr.write(
    `error: this is Node ${process.versions.node}, and Node ${REQUIRED_NODE} or later is needed; the package \`node\` ` +
      "brings it, but its install script has not run: run `npm approve-scripts node` (npm 11) and then `npm rebuild node`\n",
  );
  process.exitCode = 2;
} else {
  void import("./command-line").then(async ({ main }) => {
    process.exitCode = await main(process.argv.slice(2), process.env);
  });
}
