#!/usr/bin/env node
import { CommanderError } from "commander";
import { nodeProblem } from "./node-version";
import { createProgram } from "./program";

/** Runs the command line: 0, 1 and 3 are the command's answers, 2 is wrong usage or a wrong input. */
async function main(): Promise<void> {
  // A reader that closes the pipe early (`| head`) is no fault.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) {
    process.stderr.write(`ec2-identity: ${problem}\n`);
    process.exitCode = 2;
    return;
  }
  try {
    await createProgram().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      process.stderr.write(`ec2-identity: internal error: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    }
  }
}

void main();
