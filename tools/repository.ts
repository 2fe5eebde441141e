import * as path from "node:path";

/** The repository's root folder. */
export const REPOSITORY = path.resolve(__dirname, "..");
