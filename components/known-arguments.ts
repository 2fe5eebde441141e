import { describe, type Plan, type Problem } from "./plan";
import { refusal, refusalError } from "./refuse";

/** The names of the arguments of a component; complete by its type. */
export type ArgumentNames<A> = Readonly<Record<keyof A, true>>;

/** Returns a problem for each argument that the component does not have: a mistyped name must not pass for an absent one. */
export function unknownArguments<A extends object>(args: A, names: ArgumentNames<A>): readonly Problem[] {
  return Object.keys(args)
    .filter((name) => !Object.hasOwn(names, name))
    .map((name) => ({
      property: name,
      message: `unknown argument, expected ${Object.keys(names)
        .map((known) => `\`${known}\``)
        .join(", ")}`,
    }));
}

/**
 * Refuses arguments that are no object, before anything is read of them.
 * @throws pulumi.ResourceError
 */
export function expectArguments(args: unknown, className: string, name: string): void {
  if (typeof args === "object" && args !== null && !Array.isArray(args)) return;
  const got = args === null ? "`null`" : describe(args);
  throw refusalError(
    refusal([{ property: "", message: `got ${got}, expected an object with the arguments` }], className, name),
  );
}

/** Returns `plan`, refused if there are `problems`. */
export function withProblems<T>(problems: readonly Problem[], plan: Plan<T>): Plan<T> {
  if (problems.length === 0) {
    return plan;
  }
  return { kind: "refused", problems: [...problems, ...(plan.kind === "refused" ? plan.problems : [])] };
}
