import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import type { Project } from "./project";

/** Where stacks are kept: the user's own backend, which is left alone, or ours in an ignored folder. */
export type Backend = { readonly kind: "own" } | { readonly kind: "local"; readonly folder: string };

/** Whether `pulumi login` has been done in the Pulumi home folder. A file that is no JSON counts: the CLI reports it. */
function isLoggedIn(env: NodeJS.ProcessEnv): boolean {
  const home = env["PULUMI_HOME"] ?? path.join(env["HOME"] ?? os.homedir(), ".pulumi");
  const file = path.join(home, "credentials.json");
  if (!fs.existsSync(file)) return false;
  try {
    const credentials = JSON.parse(fs.readFileSync(file, "utf8")) as { current?: string } | null;
    return (credentials?.current ?? "") !== "";
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}

/**
 * Decides where stacks are kept. Anything that the user has said wins: PULUMI_BACKEND_URL, PULUMI_ACCESS_TOKEN, a
 * `backend` in the project file, or `pulumi login`. Otherwise it is the local folder, without an account.
 */
export function chooseBackend(env: NodeJS.ProcessEnv, project: Project | undefined, localFolder: string): Backend {
  const said = [env["PULUMI_BACKEND_URL"], env["PULUMI_ACCESS_TOKEN"], project?.backendUrl];
  if (said.some((value) => value !== undefined && value !== "") || isLoggedIn(env)) return { kind: "own" };
  return { kind: "local", folder: localFolder };
}

/** The variables that make the CLI use the backend. The local one's passphrase is empty: it guards nothing. */
export function backendEnvironment(backend: Backend, env: NodeJS.ProcessEnv): Record<string, string> {
  if (backend.kind === "own") return {};
  const hasPassphrase =
    env["PULUMI_CONFIG_PASSPHRASE"] !== undefined || env["PULUMI_CONFIG_PASSPHRASE_FILE"] !== undefined;
  return {
    PULUMI_BACKEND_URL: pathToFileURL(backend.folder).href,
    ...(hasPassphrase ? {} : { PULUMI_CONFIG_PASSPHRASE: "" }),
  };
}
