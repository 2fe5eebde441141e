import { closest } from "../iam";
import { describe, type Plan, type Problem } from "./plan";
import { refusal, refusalError } from "./refuse";

/** The names of the arguments of a component; complete by its type. */
export type ArgumentNames<A> = Readonly<Record<keyof A, true>>;

/** The argument of a component that passes through what the resource behind it takes, and what it does not pass. */
export interface PassThrough {
  /** Name of the argument: `instance`. */
  readonly argument: string;
  /** The resource: `aws.ec2.Instance`. */
  readonly resource: string;
  /** The resource's arguments that belong to the component, with what to use instead. */
  readonly reserved: Readonly<Record<string, string>>;
}

/**
 * Returns a problem for each argument that the component does not have: a mistyped name must not pass for an absent one.
 * It says where an argument of the resource behind the component belongs.
 */
export function unknownArguments<A extends object>(
  args: A,
  names: ArgumentNames<A>,
  passThrough?: PassThrough,
): readonly Problem[] {
  const known = Object.keys(names);
  const expected = known.map((name) => `\`${name}\``).join(", ");
  return Object.keys(args)
    .filter((name) => !Object.hasOwn(names, name))
    .map((name) => ({ property: name, message: `unknown argument${meantBy(name, known, expected, passThrough)}` }));
}

function meantBy(name: string, known: readonly string[], expected: string, passThrough?: PassThrough): string {
  const instead = passThrough?.reserved[name];
  if (instead !== undefined) return `: ${instead}`;
  const near = closest(name, known);
  if (near !== undefined) return `, expected ${expected}; did you mean \`${near}\`?`;
  if (passThrough === undefined) return `, expected ${expected}`;
  const { argument, resource } = passThrough;
  return `, expected ${expected}; what ${resource} takes besides stands in \`${argument}\`: \`${argument}: { ${name}: … }\``;
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
