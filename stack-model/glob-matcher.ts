/**
 * Reads a glob: `*` stands for any characters, `?` for one, everything else for itself. Matching takes at most the product
 * of both lengths.
 */
export function globMatcher(glob: string): (text: string) => boolean {
  return (text) => {
    let [position, at, starAt, resumeAt] = [0, 0, -1, 0];
    while (position < text.length) {
      if (glob[at] === "*") {
        [starAt, resumeAt] = [at, position];
        at += 1;
      } else if (at < glob.length && (glob[at] === "?" || glob[at] === text[position])) {
        at += 1;
        position += 1;
      } else if (starAt >= 0) {
        resumeAt += 1;
        [at, position] = [starAt + 1, resumeAt];
      } else return false;
    }
    return /^\**$/.test(glob.slice(at));
  };
}
