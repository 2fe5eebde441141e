import * as fs from "node:fs";
import * as path from "node:path";
import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import { UserError } from "../user-error";

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];
const projectSchema = z.object({
  name: z.string().min(1),
  stackConfigDir: z.string().optional(),
  backend: z.object({ url: z.string().optional() }).optional(),
});

/** A Pulumi project on disk. */
export interface Project {
  readonly name: string;
  /** The folder of its project file. */
  readonly folder: string;
  readonly file: string;
  /** The folder of the `Pulumi.<stack>.yaml` files. */
  readonly configFolder: string;
  /** The backend that the project itself asks for. */
  readonly backendUrl?: string;
}

function findProjectFile(directory: string): string | undefined {
  for (let folder = directory; ; folder = path.dirname(folder)) {
    const file = PROJECT_FILES.map((name) => path.join(folder, name)).find((candidate) => fs.existsSync(candidate));
    if (file !== undefined || folder === path.dirname(folder)) return file;
  }
}

/**
 * Reads the project of a directory: its own project file, or that of the nearest folder above, as Pulumi does.
 *
 * @throws UserError if the directory or the file is missing, is no YAML or has no name.
 */
export function readProject(directory: string): Project {
  if (!fs.existsSync(directory))
    throw new UserError(`the folder \`${directory}\` does not exist: give --cwd one that does`);
  const file = findProjectFile(directory);
  if (file === undefined) {
    throw new UserError(`\`${directory}\` is no Pulumi project: expected a Pulumi.yaml in it or in a folder above it`);
  }
  let content: unknown;
  try {
    content = parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new UserError(`\`${file}\` is no YAML: ${error.message}`);
  }
  const project = projectSchema.safeParse(content);
  if (!project.success) throw new UserError(`\`${file}\` is no project file: ${z.prettifyError(project.error)}`);
  const { name, stackConfigDir, backend } = project.data;
  const folder = path.dirname(file);
  return {
    name,
    folder,
    file,
    configFolder: path.join(folder, stackConfigDir ?? ""),
    ...(backend?.url === undefined ? {} : { backendUrl: backend.url }),
  };
}
