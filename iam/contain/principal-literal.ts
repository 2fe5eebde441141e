import { RequestView } from "../evaluate/request-view";
import { readPrincipal } from "../evaluate/principal";
import { or } from "../outcome";
import { ANY_TEXT, SequencePattern, type PatternUnion } from "../pattern/sequence-pattern";
import { hasSymbol } from "../pattern/symbol-placeholder";
import type { Reason } from "../reason";
import { namedCallers, roleWords, type CallerKind, type NamedCallers } from "./caller";
import type { StatementSource } from "./statement-source";
import type { FixedCaller, StatementEnvironment } from "./statement-env";
import type { Literal, TextSet } from "./value-set";

const ANYTHING: PatternUnion = [new SequencePattern([ANY_TEXT])];

/** Whether a statement is about the caller, as `CompiledStatement.matchesPrincipal` decides it. */
export function principalLiteral(source: StatementSource, environment: StatementEnvironment): Literal | boolean {
  const { statement } = source.compiled;
  const principals = statement.principals ?? statement.notPrincipals;
  if (principals === undefined) return source.attachment === "principal";
  const { caller, atoms } = environment;
  if (caller.kind === "fixed") return fixedLiteral(source, caller, environment);
  const named = namedCallers(principals, caller);
  const reason = principalReason(statement.pointer);
  const isKnown = !hasSymbol(JSON.stringify(principals));
  const union = named.everybody ? ANYTHING : [...named.self, ...named.role, ...named.account];
  const names: TextSet = { kind: "text", surely: union, maybe: isKnown ? union : ANYTHING };
  if (statement.principals !== undefined) return { atom: atoms.text("principal", names, reason), holds: true };
  if (source.compiled.effect === "Allow") return { atom: atoms.text("principal", names, reason), holds: false };
  if (source.hasBoundary) return true;
  const spared = isKnown ? sparedCallers(named, caller) : { ...sparedCallers(named, caller), maybe: ANYTHING };
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
  const { direct, role, account } = source.compiled.matchesPrincipal(new RequestView(request), source.hasBoundary);
  const outcome = or(direct, or(role, account));
  if (typeof outcome === "boolean") return outcome;
  return { atom: atoms.text("unknown principal", { kind: "text", surely: [], maybe: ANYTHING }, outcome), holds: true };
}

function contextOf(caller: FixedCaller): Readonly<Record<string, string>> {
  const arn = caller.fact("aws:principalarn");
  return arn?.kind === "text" ? { "aws:PrincipalArn": arn.text } : {};
}

/** Whom a Deny with NotPrincipal spares: surely where caller, role and account are all named, maybe where the caller is. */
function sparedCallers(named: NamedCallers, caller: CallerKind): TextSet {
  if (named.everybody) return { kind: "text", surely: ANYTHING, maybe: ANYTHING };
  const maybe = named.self;
  if (caller.kind === "user" || caller.kind === "federatedUser") {
    const surely = maybe.filter(({ literal }) => named.accounts.has(readPrincipal(literal ?? "").account ?? ""));
    return { kind: "text", surely, maybe };
  }
  if (caller.kind !== "roleSession") return { kind: "text", surely: maybe, maybe };
  const session = readPrincipal(caller.session ?? "");
  const words = new Set(roleWords(session).map(({ key }) => key));
  const isNamed = maybe.length > 0 && named.accounts.has(session.account ?? "");
  return { kind: "text", surely: isNamed ? named.role.filter(({ key }) => words.has(key)) : [], maybe };
}
