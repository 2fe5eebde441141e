import { firstSymbol, type PolicySymbol } from "../../iam";
import { isSymbolic, type Problem } from "../plan";
import { quotedText, symbolLabels } from "../symbol-labels";
import type { CheckedGuard, GuardHolder } from "./guard-schema-plan";
import { prefixPattern } from "./passable-roles-plan";

/** What is wrong with a role that holds the guard, and what is not decided. */
export interface OwnRoleCheck {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Whether a role is among those that may be passed, as far as what is known of both tells. */
type Answer = "yes" | "no" | "unknown";

/**
 * Decides whether a role that holds the guard may pass itself: it would give its permissions to every instance that it
 * starts. Names of roles are unique in an account, so one of `roles` with the holder's name is the holder, under whatever path.
 * What the same symbols stand for is the same; a holder, role or prefix that hangs on another one is a warning.
 * Of a holder that is given by its name the path is not known: one whose name the prefix covers is refused, and that it may
 * be covered by its path is a warning.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function checkOwnRole(guard: CheckedGuard, symbols: readonly PolicySymbol[] = []): OwnRoleCheck {
  const holder = guard.holders.find(({ kind }) => kind === "role");
  if (typeof holder?.name !== "string") return { problems: [], warnings: [] };
  const { name } = holder;
  const arn = typeof holder.arn === "string" ? holder.arn : undefined;
  const listed = guard.roles.map((own) => ({ own, answer: isHolder(own, name, arn) }));
  const pattern = prefixPattern(guard);
  const covered = pattern !== undefined && arn !== undefined ? [{ own: pattern, answer: covers(pattern, arn) }] : [];
  const decided = [...listed, ...covered];
  const passed = decided.find(({ answer }) => answer === "yes");
  if (passed !== undefined) return { problems: [passesItself(name, passed.own, symbols)], warnings: [] };
  if (pattern !== undefined && arn === undefined && name.startsWith(guard.rolePrefix?.prefix ?? "")) {
    const otherwise = `; or, if its path is another, ${GIVE_THE_ROLE}`;
    return { problems: [passesItself(name, pattern, symbols, otherwise)], warnings: [] };
  }
  const open = decided.filter(({ answer }) => answer === "unknown").map(({ own }) => own);
  return {
    problems: [],
    warnings: [
      ...open.map((own) => notDecided(holder, own, symbols)),
      ...(pattern !== undefined && arn === undefined ? [pathNotKnown(name, guard, symbols)] : []),
    ],
  };
}

const GIVE_THE_ROLE = "the role instead of its name (`aws.iam.Role.get(name, id)`)";

function isHolder(role: string, name: string, arn: string | undefined): Answer {
  const names = [name, ...(arn === undefined ? [] : [lastPart(arn)])];
  if (role === arn || names.includes(lastPart(role))) return "yes";
  return !isSymbolic(lastPart(role)) && names.some((one) => !isSymbolic(one)) ? "no" : "unknown";
}

function lastPart(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}

/** Whether the pattern of a prefix covers an ARN, as far as what stands before the first symbol of each tells. */
function covers(pattern: string, arn: string): Answer {
  const beginning = pattern.slice(0, -1);
  if (arn.startsWith(beginning)) return "yes";
  if (!isSymbolic(beginning) && !isSymbolic(arn)) return "no";
  const [wanted, got] = [pathAndName(beginning), pathAndName(arn)];
  if (wanted === undefined || got === undefined) return "unknown";
  const [wantedStart, gotStart] = [knownStart(wanted), knownStart(got)];
  return gotStart.startsWith(wantedStart) || (isSymbolic(got) && wantedStart.startsWith(gotStart)) ? "unknown" : "no";
}

function pathAndName(arn: string): string | undefined {
  return /:role(\/.*)$/.exec(arn)?.[1];
}

function knownStart(text: string): string {
  return firstSymbol(text)?.before ?? text;
}

function passesItself(name: string, own: string, symbols: readonly PolicySymbol[], otherwise = ""): Problem {
  return {
    property: "role",
    message:
      `got ${quotedText(name, symbols)}, which ${quotedText(own, symbols)} lets itself be passed, expected a holder that is ` +
      `not among the roles it passes${otherwise}`,
  };
}

function notDecided({ name, arn }: GuardHolder, own: string, symbols: readonly PolicySymbol[]): Problem {
  const labels = symbolLabels([name, arn ?? "", own], symbols);
  return {
    property: "role",
    message:
      `not verified: whether ${quotedText(own, symbols)} lets ${quotedText(String(name), symbols)} itself be passed: it depends on ` +
      `${labels.join(" and ")}, which the next run knows; give the roles by names that are known at preview to decide it now`,
  };
}

function pathNotKnown(name: string, guard: CheckedGuard, symbols: readonly PolicySymbol[]): Problem {
  const { path = "/", prefix } = guard.rolePrefix ?? { prefix: "" };
  return {
    property: "role",
    message:
      `not verified: the path of ${quotedText(name, symbols)} is not known, and under one that begins with ` +
      `${quotedText(`${path}${prefix}`, symbols)} it could pass itself; give ${GIVE_THE_ROLE}`,
  };
}
