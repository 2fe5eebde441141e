import * as fs from "node:fs";
import * as path from "node:path";
import { lastLines, readCliVersion } from "./cli-version";
import { Progress } from "./progress";
import { PLATFORM, type Attempt, type CliSearch } from "./pulumi-cli";
import { runInGroup } from "./run-in-group";
import { isExecutable } from "./search-path";
import { makeAtomically } from "./work-folder";

/** The Go module that pins the CLI: go.mod and go.sum lie beside this file. */
const MODULE = __dirname;
const PACKAGE = "github.com/pulumi/pulumi/pkg/v3";
const LAUNCHERS = path.join(MODULE, "..", "language-host", "bin");
/** How often a build looks whether another process has finished the same one, in milliseconds. */
const RIVAL_INTERVAL = 1_000;

/** The version of the CLI that go.mod requires. */
export function pinnedVersion(): string {
  const version = /^require github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)$/m.exec(
    fs.readFileSync(path.join(MODULE, "go.mod"), "utf8"),
  )?.[1];
  if (version === undefined) throw new Error(`\`${MODULE}/go.mod\` does not require ${PACKAGE}`);
  return version;
}

/** Puts the language host and the launcher of dynamic providers beside the CLI, where it takes them as its own. */
function addLaunchers(work: string, target: string): void {
  for (const name of fs.readdirSync(LAUNCHERS)) {
    const launcher = path.relative(target, path.join(LAUNCHERS, name));
    const script = `#!/bin/sh\nexec "$(dirname -- "$0")/${launcher}" "$@"\n`;
    fs.writeFileSync(path.join(work, name), script, { mode: 0o755 });
  }
}

/** Runs `go build`; resolves with why there is no CLI, or undefined. `rival` stops it. */
async function build(
  search: CliSearch,
  version: string,
  output: string,
  rival: AbortSignal,
): Promise<string | undefined> {
  const shown = new Progress(search.progress, `building the Pulumi CLI ${version} with Go, once (two to four minutes)`);
  let packages = 0;
  const ldflags = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`;
  try {
    const result = await runInGroup({
      command: "go",
      args: ["build", "-v", "-mod=readonly", "-ldflags", ldflags, "-o", output, `${PACKAGE}/cmd/pulumi`],
      cwd: MODULE,
      env: search.env,
      abort: rival,
      onStderrLine: (line) => {
        if (!line.startsWith("go: ")) packages += 1;
        shown.update(line.startsWith("go: downloading ") ? line.slice("go: ".length) : `${packages} packages compiled`);
      },
    });
    if (rival.aborted) return undefined;
    if (result.startError?.code === "ENOENT") return "there is no `go` on the PATH";
    if (result.startError !== undefined) return `go cannot be started (${result.startError.message})`;
    if (result.code !== 0) return `\`go build\` failed:\n${lastLines(result.stderr, 5)}`;
  } finally {
    shown.end();
  }
  const answer = await readCliVersion(output, search.env);
  return answer.kind === "version" ? undefined : `what was built is not usable: ${answer.reason}`;
}

/**
 * The CLI built from the Go module proxy, as go.mod and go.sum beside this file pin it. It is built once and kept in the
 * ignored folder by version and platform. An interrupted build leaves nothing that a next run trusts; of two at once,
 * the slower stops when the faster is done.
 */
export async function cliBuiltWithGo(search: CliSearch): Promise<Attempt> {
  const version = pinnedVersion();
  const name = `built-${version}-${PLATFORM}`;
  const target = path.join(search.folder, name);
  const found: Attempt = {
    kind: "found",
    cli: { path: path.join(target, "pulumi"), version, hasLanguageHost: true },
  };
  if (isExecutable(path.join(target, "pulumi"))) return found;
  let failure: string | undefined;
  const rival = new AbortController();
  const look = setInterval(() => {
    if (fs.existsSync(target)) rival.abort();
  }, RIVAL_INTERVAL);
  try {
    const made = await makeAtomically(search.folder, name, async (work) => {
      failure = await build(search, version, path.join(work, "pulumi"), rival.signal);
      if (failure === undefined) addLaunchers(work, target);
      return failure === undefined && !rival.signal.aborted;
    });
    if (made) return found;
  } finally {
    clearInterval(look);
  }
  const remedy =
    "install Go 1.25 or later (https://go.dev/dl/) and allow access to a Go module proxy (`go env GOPROXY GOFLAGS` shows the settings)";
  return { kind: "unavailable", way: "Go build", reason: failure ?? "nothing was built", remedy };
}
