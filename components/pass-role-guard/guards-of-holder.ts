import * as pulumi from "@pulumi/pulumi";

import { type PolicySymbol, replaceSymbols } from "../../iam";
import type { Problem } from "../plan";
import { quotedText } from "../symbol-labels";
import { guardConflicts, type HeldGuard } from "./guard-conflicts-plan";
import type { PassRoleGuardPlan } from "./pass-role-guard-plan";

/** A guard with who holds it. */
interface Holding {
  readonly accountId: string;
  readonly kind: "user" | "role" | "group";
  /** The holder's name, or what it comes from. */
  readonly name: string;
  /** What messages call the holder. */
  readonly label: string;
  readonly guard: HeldGuard;
}

/** The guards of each program that runs in this process. */
const programs = new WeakMap<object, Holding[]>();

/** What a guard and the others of the program take from each other. */
export interface HolderConflicts {
  /** On the same holder. */
  readonly problems: readonly Problem[];
  /** On users and groups, of which the program does not tell here who is in them. */
  readonly notVerified: readonly Problem[];
}

/**
 * Remembers the guard `name`, and says what it and the guards that its holder has already deny each other. Holders are the
 * same where account, kind and name are, or what the name comes from; a user may be in a group, and in several.
 */
export function conflictsOfHolder(
  name: string,
  { passRole, accountId }: Pick<PassRoleGuardPlan, "passRole" | "accountId">,
  symbols: readonly PolicySymbol[],
): HolderConflicts {
  const { passer, roles, services, exclusive } = passRole;
  const program = pulumi.runtime.getMonitor() as object | undefined;
  if (passer === undefined || program === undefined) return { problems: [], notVerified: [] };
  const origin = (text: string) => replaceSymbols(text, (index, placeholder) => symbols[index]?.id ?? placeholder);
  const held: Holding = {
    accountId: origin(accountId),
    kind: passer.kind,
    name: origin(passer.name),
    label: `${passer.kind} ${quotedText(passer.name, symbols)}`,
    guard: { name, roles, services, exclusive },
  };
  const others = (programs.get(program) ?? []).filter((other) => other.accountId === held.accountId);
  programs.set(program, [...(programs.get(program) ?? []), held]);
  const isSame = (other: Holding) => other.kind === held.kind && other.name === held.name;
  return {
    problems: others.filter(isSame).flatMap((other) => guardConflicts(held.label, held.guard, other.guard)),
    notVerified: others
      .filter((other) => !isSame(other) && mayMeet(held, other))
      .flatMap((other) => guardConflicts(bothOf(held, other), held.guard, other.guard))
      .map(({ message }) => ({ property: held.kind, message: `not verified: who is in which group: ${message}` })),
  };
}

/** Whether one person may hold both: a member of groups does. */
function mayMeet({ kind }: Holding, other: Holding): boolean {
  return kind !== "role" && other.kind !== "role" && (kind === "group" || other.kind === "group");
}

function bothOf(one: Holding, other: Holding): string {
  const [first, second] = one.kind === "group" ? [other, one] : [one, other];
  return first.kind === "group"
    ? `a member of ${first.label} and ${second.label}`
    : `${first.label} if in ${second.label}`;
}
