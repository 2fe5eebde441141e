import { globMatcher } from "../../iam";
import { isSymbolic, type Problem } from "../plan";

/** A guard among others on one holder. */
export interface HeldGuard {
  /** The component's name. */
  readonly name: string;
  /** ARNs of roles, and patterns for name prefixes; a symbol stands for the same text in every guard. */
  readonly roles: readonly string[];
  /** Service principals. */
  readonly services: readonly string[];
  readonly exclusive: boolean;
}

/**
 * Says what two guards of one holder take from each other: an exclusive one denies passing what it does not list, so that of
 * two with different lists the holder may pass only what stands in both. What is not known of a list counts for nothing.
 */
export function guardConflicts(holder: string, one: HeldGuard, other: HeldGuard): readonly Problem[] {
  return [
    ...(other.exclusive ? deniedBy(holder, one, other) : []),
    ...(one.exclusive ? deniedBy(holder, other, one) : []),
  ].slice(0, 1);
}

function deniedBy(holder: string, guard: HeldGuard, exclusive: HeldGuard): readonly Problem[] {
  const role = guard.roles.find((text) => !isSymbolic(text) && !exclusive.roles.some((other) => mayCover(other, text)));
  const service = guard.services.find(
    (text) => !isSymbolic(text) && !exclusive.services.some((other) => mayCover(other, text)),
  );
  const denied = role === undefined ? service && `\`${service}\`` : `\`${role}\``;
  return denied === undefined
    ? []
    : [
        {
          property: "",
          message:
            `got ${holder}, who holds the guards \`${guard.name}\` and \`${exclusive.name}\`, of which the second is exclusive ` +
            `and denies to pass ${role === undefined ? "to " : ""}${denied}, which the first allows: expected one guard ` +
            "with all that its holder may pass, or `exclusive: false`",
        },
      ];
}

/** Whether an entry of a list is, or covers, the text; one that is not known may. */
function mayCover(entry: string, text: string): boolean {
  return isSymbolic(entry) || globMatcher(entry)(text);
}
