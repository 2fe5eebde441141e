import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { ResourceSchemaData, ResourceSchemaFile } from "./schema/resource-schema-file";

/*
 * Derives from the typings of @pulumi/aws what the provider computes: an `Output<T>` whose T has no `undefined` is
 * either required or filled in by the provider. Writes data/resource-schemas.json.
 *
 * npx tsx tools/offline-aws/generate-resource-schemas.ts
 */
const TYPE_TOKEN = /static __pulumiType = '(aws:[^']+)'/;

interface Typings {
  readonly outputs: readonly ts.PropertyDeclaration[];
  readonly args: readonly ts.PropertySignature[];
}

function resourceTypings(source: ts.SourceFile): Typings | undefined {
  const resource = source.statements
    .filter(ts.isClassDeclaration)
    .find((declaration) =>
      declaration.heritageClauses?.some((clause) => /CustomResource/.test(clause.getText(source))),
    );
  const name = resource?.name?.text;
  if (resource === undefined || name === undefined) return undefined;
  const args = source.statements
    .filter(ts.isInterfaceDeclaration)
    .find((declaration) => declaration.name.text === `${name}Args`);
  return {
    outputs: resource.members.filter(ts.isPropertyDeclaration),
    args: args?.members.filter(ts.isPropertySignature) ?? [],
  };
}

/** The T of `Output<T>` or `Input<T>` as text, and whether `undefined` is one of its alternatives. */
function argument(type: ts.TypeNode | undefined, source: ts.SourceFile): { text: string; optional: boolean } {
  const inner = type !== undefined && ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : undefined;
  if (inner === undefined) return { text: "", optional: true };
  const alternatives = ts.isUnionTypeNode(inner) ? [...inner.types] : [inner];
  const optional = alternatives.some((alternative) => alternative.kind === ts.SyntaxKind.UndefinedKeyword);
  return { text: inner.getText(source), optional };
}

/** The members without `?` of each interface in types/output.d.ts, by qualified name (`ec2.InstanceMetadataOptions`). */
type OutputTypes = ReadonlyMap<string, readonly string[]>;

function readOutputTypes(packageFolder: string): OutputTypes {
  const path = join(packageFolder, "types", "output.d.ts");
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
  const types = new Map<string, readonly string[]>();
  const visit = (statements: readonly ts.Statement[], prefix: string): void => {
    for (const statement of statements) {
      if (ts.isModuleDeclaration(statement) && statement.body !== undefined && ts.isModuleBlock(statement.body)) {
        visit([...statement.body.statements], `${prefix}${statement.name.text}.`);
      } else if (ts.isInterfaceDeclaration(statement)) {
        const always = statement.members.filter(ts.isPropertySignature).filter((m) => m.questionToken === undefined);
        types.set(
          `${prefix}${statement.name.text}`,
          always.map((member) => member.name.getText(source)),
        );
      }
    }
  };
  visit([...source.statements], "");
  return types;
}

/** What the provider fills in inside a block that is given, by block. */
function nestedComputed(
  { outputs }: Typings,
  source: ts.SourceFile,
  blocks: readonly string[],
  types: OutputTypes,
): Record<string, readonly string[]> {
  const nested: Record<string, readonly string[]> = {};
  for (const output of outputs) {
    const name = output.name.getText(source);
    const type = /\boutputs\.([\w.]+)/.exec(argument(output.type, source).text)?.[1];
    const members = type === undefined ? [] : (types.get(type) ?? []);
    if (blocks.includes(name) && members.length > 0) nested[name] = members;
  }
  return nested;
}

function schemaOf(typings: Typings, source: ts.SourceFile, types: OutputTypes): ResourceSchemaData {
  const { outputs, args } = typings;
  const name = (member: ts.PropertyDeclaration | ts.PropertySignature) => member.name.getText(source);
  const matching = (pattern: RegExp) => args.filter((arg) => pattern.test(argument(arg.type, source).text)).map(name);
  const required = args.filter((arg) => arg.questionToken === undefined).map(name);
  const computed = outputs
    .filter((output) => !argument(output.type, source).optional)
    .map(name)
    .filter((output) => !required.includes(output));
  const documents = matching(/\bPolicyDocument\b/);
  const blocks = matching(/\binputs\./).filter((property) => !documents.includes(property));
  const nested = nestedComputed(typings, source, blocks, types);
  return {
    inputs: args.map(name),
    ...(required.length > 0 && { required }),
    ...(computed.length > 0 && { computed }),
    ...(documents.length > 0 && { documents }),
    ...(blocks.length > 0 && { blocks }),
    ...(Object.keys(nested).length > 0 && { nested }),
  };
}

function* declarationFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder).sort()) {
    const path = join(folder, entry);
    if (statSync(path).isDirectory()) {
      if (!["types", "node_modules"].includes(entry)) yield* declarationFiles(path);
    } else if (entry.endsWith(".d.ts") && !/^(get[A-Z]|index)/.test(entry)) {
      yield path;
    }
  }
}

/** The schemas of all resources in the package whose folder is given. */
export function deriveResourceSchemas(packageFolder: string): ResourceSchemaFile {
  const resources: Record<string, ResourceSchemaData> = {};
  const outputTypes = readOutputTypes(packageFolder);
  for (const path of declarationFiles(packageFolder)) {
    const token = TYPE_TOKEN.exec(readFileSync(path.replace(/\.d\.ts$/, ".js"), "utf8"))?.[1];
    if (token === undefined) continue;
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest);
    const typings = resourceTypings(source);
    if (typings !== undefined) resources[token] = schemaOf(typings, source, outputTypes);
  }
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };
  return {
    source: "typings of @pulumi/aws",
    version,
    generator: "tools/offline-aws/generate-resource-schemas.ts",
    resources,
  };
}

if (require.main === module) {
  const packageFolder = join(require.resolve("@pulumi/aws/package.json"), "..");
  const file = deriveResourceSchemas(packageFolder);
  const lines = Object.entries(file.resources).map(
    ([token, schema]) => `    ${JSON.stringify(token)}: ${JSON.stringify(schema)}`,
  );
  const { resources, ...header } = file;
  const head = JSON.stringify(header, null, 2).replace(/\n}$/, "");
  writeFileSync(
    join(__dirname, "data", "resource-schemas.json"),
    `${head},\n  "resources": {\n${lines.join(",\n")}\n  }\n}\n`,
  );
  process.stdout.write(`${Object.keys(resources).length} resource types of @pulumi/aws ${file.version}\n`);
}
