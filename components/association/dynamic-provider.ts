import * as fs from "node:fs";
import * as path from "node:path";
import { createRequire } from "node:module";
import type * as pulumi from "@pulumi/pulumi";

/** The functions of `provider-handlers` that make handlers. */
export type HandlerFactory = "associationHandlers" | "formerProfileHandlers";

const PACKAGE = "pulumi-ec2-identity";

/**
 * Returns a provider whose code is not in the stack's state: it loads the installed package when it is called, so that
 * an update of the package reaches resources made before, and the AWS SDK is not serialised.
 */
export function dynamicProvider(factory: HandlerFactory): pulumi.dynamic.ResourceProvider {
  const folders = packageFolders();
  // These functions are serialised with what they capture: texts alone.
  const handlers = () => {
    const load = process.getBuiltinModule("node:module").createRequire(`${process.cwd()}/program.js`);
    const found = folders.flatMap((folder) => {
      try {
        return [load.resolve(`${folder}/package.json`)];
      } catch {
        return [];
      }
    })[0];
    if (found === undefined) {
      throw new Error(`the package \`${folders.join("` or `")}\` is not installed in \`${process.cwd()}\``);
    }
    const code = load(found.replace(/package\.json$/, "dist/components/association/provider-handlers.js")) as Record<
      string,
      () => Required<pulumi.dynamic.ResourceProvider>
    >;
    const make = code[factory];
    if (make === undefined) {
      throw new Error(`the installed package \`${found}\` has no \`${factory}\``);
    }
    return make();
  };
  return {
    check: (olds, news) => handlers().check(olds, news),
    diff: (id, olds, news) => handlers().diff(id, olds, news),
    create: (inputs) => handlers().create(inputs),
    read: (id, state) => handlers().read(id, state),
    update: (id, olds, news) => handlers().update(id, olds, news),
    delete: (id, state) => handlers().delete(id, state),
  };
}

/** Where the provider's process finds the package from the program's folder: by name, or where it lies now. */
function packageFolders(): readonly string[] {
  const program = createRequire(path.join(process.cwd(), "program.js"));
  try {
    program.resolve(`${PACKAGE}/package.json`);
    return [PACKAGE];
  } catch {
    return [`./${path.relative(process.cwd(), packageFolder(__dirname)).split(path.sep).join("/")}`];
  }
}

function packageFolder(folder: string): string {
  return fs.existsSync(path.join(folder, "package.json")) ? folder : packageFolder(path.dirname(folder));
}
