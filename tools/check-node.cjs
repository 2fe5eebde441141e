/* Loaded before TypeScript, by any Node: ends the process with how to mend it if this Node is older than the package needs. */
const needed = 22;

if (Number(process.versions.node.split(".")[0]) < needed) {
  process.stderr.write(
    `error: this is Node ${process.versions.node}, and Node ${needed} or later is needed; the package \`node\` brings it, ` +
      "but its install script has not run: run `npm approve-scripts node` (npm 11) and then `npm rebuild node`\n",
  );
  process.exit(2);
}
