import { join } from "node:path";
import { REPOSITORY } from "../../tools/repository";
import { pythonEnvironment, type PythonPackages } from "./python-environment";

const REQUIREMENTS = join(REPOSITORY, "tools", "offline-aws", "requirements.txt");

/** The Python of an environment that holds the pinned moto, see `pythonEnvironment`. */
export async function motoPython(options: Pick<PythonPackages, "folder" | "path"> = {}): Promise<string> {
  return join(await pythonEnvironment({ name: "moto", requirements: REQUIREMENTS, ...options }), "python");
}
