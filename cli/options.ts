import { Option } from "commander";
import type { PolicyType } from "../iam";
import { FORMATS, type Format } from "./report";

/** The options that every command has. */
export interface CommonOptions {
  readonly format: Format;
}

/** `--format`, text by default. */
export function formatOption(): Option {
  return new Option("--format <format>", "how the result is printed").choices(FORMATS).default("text");
}

/** For options that may be given again: the values in the order in which they are given. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

const POLICY_TYPES: readonly PolicyType[] = [
  "identity",
  "resource",
  "trust",
  "permissionsBoundary",
  "session",
  "scp",
  "rcp",
];

/** `--type`: the type of the policies; a command may set a default. */
export function typeOption(description: string): Option {
  return new Option("--type <type>", description).choices(POLICY_TYPES);
}
