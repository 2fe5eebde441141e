import { spawn, type ChildProcess } from "node:child_process";
import { motoPython } from "./moto-environment";

/** Ends with its standard input, that is, with the process that started it, however that ended. */
const PROGRAM = `
import os, sys, threading
def watch():
    sys.stdin.read()
    os._exit(0)
threading.Thread(target=watch, daemon=True).start()
from moto.server import main
main(sys.argv[1:])
`;

/** A moto server that a test started. */
export interface Moto {
  /** Its address, such as `http://127.0.0.1:5000`. */
  readonly endpoint: string;
  /** Forgets everything that was created. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** The address that the server prints once it listens on a free port. */
function listening(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const read = (data: Buffer): void => {
      printed += data.toString("utf8");
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
      if (address !== undefined) resolve(address);
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("error", reject);
    server.once("exit", (code) => {
      reject(new Error(`the moto server ended with code ${code ?? "none"} before it listened:\n${printed}`));
    });
  });
}

/**
 * Starts a moto server on a free port of 127.0.0.1. Installs moto on first use, which takes about a minute.
 *
 * @throws Error that says what is missing if it cannot be installed or does not start
 */
export async function startMoto(environment: NodeJS.ProcessEnv = {}): Promise<Moto> {
  const python = await motoPython();
  const server = spawn(python, ["-c", PROGRAM, "-p", "0"], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  const ended = new Promise<void>((resolve) =>
    server.once("exit", () => {
      resolve();
    }),
  );
  const endpoint = await listening(server);
  return {
    endpoint,
    async reset() {
      const response = await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
      if (!response.ok) throw new Error(`moto does not reset: ${response.status}`);
    },
    async stop() {
      server.stdin.end();
      await ended;
    },
  };
}
