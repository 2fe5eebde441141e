import { globMatcher, type PolicySymbol } from "../../iam";
import { isSymbolic, type Problem } from "../plan";
import { quotedText } from "../symbol-labels";
import type { CheckedGuard } from "./guard-schema-plan";
import { prefixPattern } from "./passable-roles-plan";

/** What is wrong with a role that holds the guard, and what is not decided. */
export interface OwnRoleCheck {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * Decides whether a role that holds the guard may pass itself: it would give its permissions to every instance that it
 * starts. Names of roles are unique in an account, so one of `roles` with the holder's name is the holder, under whatever path.
 * Of a holder that is given by its name the path is not known: one whose name the prefix covers is refused, and that it may
 * be covered by its path is a warning.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function checkOwnRole(guard: CheckedGuard, symbols: readonly PolicySymbol[] = []): OwnRoleCheck {
  const holder = guard.holders.find(({ kind }) => kind === "role");
  if (typeof holder?.name !== "string") return { problems: [], warnings: [] };
  const { name } = holder;
  const arn = typeof holder.arn === "string" ? holder.arn : undefined;
  const listed = guard.roles.find((role) => role === arn || role.split("/").at(-1) === name);
  if (listed !== undefined) return { problems: [passesItself(name, listed)], warnings: [] };
  const pattern = prefixPattern(guard);
  if (pattern === undefined) return { problems: [], warnings: [] };
  if (arn !== undefined) {
    const isCovered = !isSymbolic(pattern) && !isSymbolic(arn) && globMatcher(pattern)(arn);
    return { problems: isCovered ? [passesItself(name, pattern)] : [], warnings: [] };
  }
  return begins(name, guard.rolePrefix?.prefix ?? "")
    ? { problems: [passesItself(name, pattern, `; or, if its path is another, ${GIVE_THE_ROLE}`)], warnings: [] }
    : { problems: [], warnings: [pathNotKnown(quotedText(name, symbols), guard)] };
}

const GIVE_THE_ROLE = "the role instead of its name (`aws.iam.Role.get(name, id)`)";

function begins(name: string, prefix: string): boolean {
  return !isSymbolic(name) && !isSymbolic(prefix) && name.startsWith(prefix);
}

function passesItself(name: string, own: string, otherwise = ""): Problem {
  return {
    property: "role",
    message:
      `got \`${name}\`, which \`${own}\` lets itself be passed, expected a holder that is not among the roles it ` +
      `passes${otherwise}`,
  };
}

function pathNotKnown(name: string, { rolePrefix: { path = "/", prefix } = { prefix: "" } }: CheckedGuard): Problem {
  return {
    property: "role",
    message:
      `not verified: the path of ${name} is not known, and under one that begins with \`${path}${prefix}\` it could pass ` +
      `itself; give ${GIVE_THE_ROLE}`,
  };
}
