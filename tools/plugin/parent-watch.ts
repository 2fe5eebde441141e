import * as fs from "node:fs";

/**
 * Calls `onGone` once when the process that started this one has ended.
 *
 * The engine starts each plugin with a pipe as its standard input, writes nothing to it and holds the other end as long
 * as it lives: the end of that stream is the end of the CLI, even of a killed one. Where standard input is anything else
 * (a terminal, a file), there is no such sign and nothing is watched.
 */
export function onParentGone(onGone: () => void): void {
  const input = fs.fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return;
  process.stdin.once("end", onGone);
  process.stdin.once("error", onGone);
  process.stdin.resume();
}
