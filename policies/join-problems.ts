/** Things that a list names, beyond which it counts. */
const NAMED = 3;

/** What is wrong, for a list of it. */
export interface Problem {
  readonly problem: string;
  /**
   * The part of `problem` that names its subject, such as a role: problems that differ in it alone become one, which lists the
   * subjects.
   */
  readonly about?: string;
}

/** Problems in one text, in the order of the first of each. */
export function joinProblems(problems: readonly Problem[]): string {
  const alike = Map.groupBy(problems, ({ problem, about }) =>
    about === undefined ? problem : problem.replace(about, () => "\0"),
  );
  const texts = [...alike].map(([text, same]) =>
    text.replace("\0", () => namesOf(same.flatMap(({ about }) => about ?? []))),
  );
  return texts.join("; ");
}

/** `a, b, c and 24 more`, each once. */
export function namesOf(names: readonly string[]): string {
  const different = [...new Set(names)];
  const further = different.length - NAMED;
  const listed = [...different.slice(0, NAMED), ...(further > 0 ? [`${further} more`] : [])];
  const [last = "", ...others] = listed.reverse();
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
}
