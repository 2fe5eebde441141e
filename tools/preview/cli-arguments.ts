import { parseArgs } from "node:util";

/** The commands of the CLI, with their aliases, by the name in its help. */
const COMMANDS = new Map(
  [
    ...[
      "about",
      "cancel",
      "config",
      "console",
      "convert",
      "env",
      "gen-completion",
      "help",
      "install",
      "login",
      "logout",
    ],
    ...["logs", "new", "org", "package", "plugin", "policy", "project", "schema", "stack", "state", "template"],
    ...["version", "watch", "whoami", "refresh", "import", "preview", "up", "destroy"],
  ].map((name) => [name, name]),
);
for (const [alias, name] of [
  ["pre", "preview"],
  ["update", "up"],
  ["down", "destroy"],
  ["dn", "destroy"],
] as const) {
  COMMANDS.set(alias, name);
}

/** What of the CLI's arguments matters before it runs. */
export interface CliArguments {
  /** The command, by its own name where an alias was given. */
  readonly command?: string;
  readonly cwd?: string;
  readonly stack?: string;
  /** Whether a configuration file is named. */
  readonly configFile: boolean;
}

/**
 * Reads the arguments of the CLI. The flags of the CLI are not known here, so that the value of one may look like an
 * argument (`--color never preview`): the command is the first argument that is one.
 */
export function readCliArguments(args: readonly string[]): CliArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      cwd: { type: "string", short: "C" },
      stack: { type: "string", short: "s" },
      "config-file": { type: "string" },
    },
  });
  const { cwd, stack } = values;
  const command = positionals.map((word) => COMMANDS.get(word)).find((name) => name !== undefined);
  return {
    ...(command === undefined ? {} : { command }),
    ...(typeof cwd === "string" ? { cwd } : {}),
    ...(typeof stack === "string" ? { stack } : {}),
    configFile: values["config-file"] !== undefined,
  };
}
