import { readFileSync } from "node:fs";

/** One place in a Markdown file whose content is made: `<!-- NAME: ARGUMENT -->` … `<!-- /NAME -->`. */
const MARKED = /<!-- (?<name>[a-z-]+)(?:: (?<argument>\S+))? -->\n[\s\S]*?<!-- \/\k<name> -->/g;

/** Makes the content of one kind of mark. */
export type Maker = (argument: string) => string;

/**
 * Returns `markdown` with the content of every marked place made anew.
 * @throws Error if a mark has no maker.
 */
export function embed(markdown: string, makers: Readonly<Record<string, Maker>>): string {
  return markdown.replace(MARKED, (...match: unknown[]) => {
    const { name, argument = "" } = match.at(-1) as { name: string; argument?: string };
    const maker = makers[name];
    if (maker === undefined) {
      throw new Error(`got the mark \`${name}\`, expected one of ${Object.keys(makers).join(", ")}`);
    }
    const opening = argument === "" ? `<!-- ${name} -->` : `<!-- ${name}: ${argument} -->`;
    return `${opening}\n\n${maker(argument)}\n\n<!-- /${name} -->`;
  });
}

/** Shows a source file as a code block. */
export function sourceFile(path: string): string {
  return ["```typescript", readFileSync(path, "utf8").trimEnd(), "```"].join("\n");
}
