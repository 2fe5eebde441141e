import { compileGlob } from "./glob";
import { readGlob } from "./read-template";

/** Reads a glob: `*` stands for any characters, `?` for one, everything else, `${…}` too, for itself. Costs as `compileGlob`. */
export function globMatcher(glob: string): (text: string) => boolean {
  const compiled = compileGlob(readGlob(glob));
  return (text) => compiled.matches(text);
}
