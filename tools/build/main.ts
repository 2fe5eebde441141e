import { REPOSITORY } from "../repository";
import { UserError } from "../user-error";
import { build } from "./build-dist";

build(REPOSITORY).catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`error: ${error.message}\n`);
  process.exitCode = 1;
});
