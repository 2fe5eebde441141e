import { splitArn } from "../arn/arn";
import type { RequestValues } from "../condition/request-values";
import type { AuthorizationRequest, ContextValue } from "./authorization-request";
import { principalFact } from "./principal-facts";
import { readPrincipal, type RequestPrincipal } from "./principal";

const ACCOUNT_ID = /^\d{12}$/;

/** A request with what matching asks of it, each worked out once and only when asked for. */
export class RequestView implements RequestValues {
  /** Lower case. */
  readonly action: string;
  /** The part of the action before the colon, in lower case. */
  readonly service: string;
  readonly resource: string;
  private readPrincipalOnce: RequestPrincipal | undefined;
  private readSegments: readonly string[] | undefined;
  private contextKeys: readonly string[] | undefined;

  constructor(readonly request: AuthorizationRequest) {
    this.action = request.action.toLowerCase();
    const colon = this.action.indexOf(":");
    this.service = colon < 0 ? "" : this.action.slice(0, colon);
    this.resource = request.resource;
  }

  get principal(): RequestPrincipal {
    this.readPrincipalOnce ??= readPrincipal(this.request.principal);
    return this.readPrincipalOnce;
  }

  /** The six segments of the resource's ARN; empty for `*` and whatever else has fewer. */
  get resourceSegments(): readonly string[] {
    this.readSegments ??= splitArn(this.resource) ?? [];
    return this.readSegments;
  }

  /** The account that owns the resource: as the ARN says, else as the request says. */
  get resourceAccount(): string | undefined {
    const fromArn = this.resourceSegments[4];
    if (fromArn !== undefined && ACCOUNT_ID.test(fromArn)) return fromArn;
    return this.request.resourceAccount;
  }

  /** The request's context first; facts that follow from the principal and the resource where the context has none. */
  valueOf(lowerCaseKey: string): string | readonly string[] | undefined {
    const given = this.givenValue(lowerCaseKey);
    if (given !== undefined) return given;
    if (!lowerCaseKey.startsWith("aws:")) return undefined;
    if (lowerCaseKey === "aws:resourceaccount") return this.resourceAccount;
    return principalFact(lowerCaseKey, this.principal);
  }

  /** What the request's context has; comparing its few keys costs less than an index of them. */
  givenValue(lowerCaseKey: string): string | readonly string[] | undefined {
    this.contextKeys ??= Object.keys(this.request.context);
    for (const key of this.contextKeys) {
      if (key.length !== lowerCaseKey.length || key.toLowerCase() !== lowerCaseKey) continue;
      const value = this.request.context[key];
      return value === undefined ? undefined : textOf(value);
    }
    return undefined;
  }
}

/** An empty list counts as absent (ADR 0013). */
function textOf(value: ContextValue): string | readonly string[] | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value.length === 0 ? undefined : value;
}
