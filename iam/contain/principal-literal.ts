import { RequestView } from "../evaluate/request-view";
import { readPrincipal } from "../evaluate/principal";
import { or } from "../outcome";
import { ANY_TEXT } from "../pattern/pattern-token";
import { SequencePattern, type PatternUnion } from "../pattern/sequence-pattern";
import { hasSymbol } from "../pattern/symbol-placeholder";
import type { Reason } from "../reason";
import { namedCallers, type CallerKind, type NamedCallers } from "./caller";
import type { StatementSource } from "./statement-source";
import type { FixedCaller, StatementEnvironment } from "./statement-env";
import { textSet, UNCERTAIN, type Literal } from "./value-set";

const ANYTHING: PatternUnion = [new SequencePattern([ANY_TEXT])];

/** Whether a statement is about the caller, as `CompiledStatement.matchesPrincipal` decides it. */
export function principalLiteral(source: StatementSource, environment: StatementEnvironment): Literal | boolean {
  const { statement } = source;
  const principals = statement.principals ?? statement.notPrincipals;
  if (principals === undefined) return source.attachment === "principal";
  const { caller, atoms } = environment;
  if (caller.kind === "fixed") return fixedLiteral(source, caller, environment);
  const named = namedCallers(principals, caller);
  const reason = principalReason(statement.pointer);
  const isKnown = !hasSymbol(JSON.stringify(principals));
  const union = named.everybody ? ANYTHING : [...named.self, ...named.role, ...named.account];
  const names = isKnown ? textSet(union) : textSet(union, UNCERTAIN.unsure);
  if (statement.principals !== undefined) return { atom: atoms.text("principal", names, reason), holds: true };
  if (statement.effect === "Allow") return { atom: atoms.text("principal", names, reason), holds: false };
  if (source.hasBoundary) return true;
  const { surely, maybe } = sparedCallers(named, caller);
  const part = { key: `spared by ${JSON.stringify(principals)}`, surely: [], maybe };
  const spared = isKnown ? textSet(surely, maybe === surely ? [] : [part]) : textSet(surely, UNCERTAIN.unsure);
  return { atom: atoms.text("principal", spared, reason), holds: false };
}

function principalReason(pointer: string): Reason {
  const message = "a principal is not known yet, or NotPrincipal names the caller but not its account and role";
  return { code: "partial-not-principal", message, pointer };
}

function fixedLiteral(
  source: StatementSource,
  caller: FixedCaller,
  { atoms }: StatementEnvironment,
): Literal | boolean {
  const request = { principal: caller.principal, action: "", resource: "*", context: contextOf(caller) };
  const { direct, role, account } = source.compiled().matchesPrincipal(new RequestView(request), source.hasBoundary);
  const outcome = or(direct, or(role, account));
  if (typeof outcome === "boolean") return outcome;
  return { atom: atoms.text("unknown principal", UNCERTAIN, outcome), holds: true };
}

function contextOf(caller: FixedCaller): Readonly<Record<string, string>> {
  const arn = caller.fact("aws:principalarn");
  return arn?.kind === "text" ? { "aws:PrincipalArn": arn.text } : {};
}

/** Whom a Deny with NotPrincipal spares: surely where caller, role and account are all named, maybe where the caller is. */
function sparedCallers(
  named: NamedCallers,
  caller: CallerKind,
): { readonly surely: PatternUnion; readonly maybe: PatternUnion } {
  if (named.everybody) return { surely: ANYTHING, maybe: ANYTHING };
  const maybe = named.self;
  if (caller.kind === "user" || caller.kind === "federatedUser") {
    const surely = maybe.filter(({ literal }) => named.accounts.has(readPrincipal(literal ?? "").account ?? ""));
    return { surely, maybe };
  }
  if (caller.kind !== "roleSession") return { surely: maybe, maybe };
  const { account = "" } = readPrincipal(caller.session ?? "");
  const isNamed = maybe.length > 0 && named.accounts.has(account);
  return { surely: isNamed ? named.role : [], maybe };
}
