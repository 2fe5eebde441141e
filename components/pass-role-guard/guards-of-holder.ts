import * as pulumi from "@pulumi/pulumi";

import { type PolicySymbol, replaceSymbols } from "../../iam";
import type { Problem } from "../plan";
import { guardConflicts, type HeldGuard } from "./guard-conflicts-plan";
import type { PassRoleGuardPlan } from "./pass-role-guard-plan";

/** The guards of each holder, in each program that runs in this process. */
const programs = new WeakMap<object, Map<string, HeldGuard[]>>();

/**
 * Remembers the guard `name`, and says what it and the guards that its holder has already deny each other. Holders are the
 * same where account, kind and name are, or what the name comes from.
 */
export function conflictsOfHolder(
  name: string,
  { passRole, accountId }: Pick<PassRoleGuardPlan, "passRole" | "accountId">,
  symbols: readonly PolicySymbol[],
): readonly Problem[] {
  const { passer, roles, services, exclusive } = passRole;
  const program = pulumi.runtime.getMonitor() as object | undefined;
  if (passer === undefined || program === undefined) return [];
  const origin = (text: string) => replaceSymbols(text, (index, placeholder) => symbols[index]?.id ?? placeholder);
  const key = `${origin(accountId)} ${passer.kind} ${origin(passer.name)}`;
  const holders = programs.get(program) ?? new Map<string, HeldGuard[]>();
  programs.set(program, holders);
  const others = holders.get(key) ?? [];
  const guard = { name, roles, services, exclusive };
  holders.set(key, [...others, guard]);
  return others.flatMap((other) => guardConflicts(`${passer.kind} \`${passer.name}\``, guard, other));
}
