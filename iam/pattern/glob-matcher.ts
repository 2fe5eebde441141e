import { compileGlob } from "./glob";
import { readTemplate } from "./read-template";

/** Reads a glob: `*` stands for any characters, `?` for one, everything else, `${…}` too, for itself. Costs as `compileGlob`. */
export function globMatcher(glob: string): (text: string) => boolean {
  const { parts } = readTemplate(glob, { wildcards: true, variables: false, symbolCount: 0 });
  const compiled = compileGlob(parts);
  return (text) => compiled.matches(text);
}
