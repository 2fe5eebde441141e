import { symbolReason, type ValueReading } from "../condition/value-reading";
import type { Principals } from "../document/policy-document";
import { or, type Outcome } from "../outcome";
import { readTemplate } from "../pattern/read-template";
import type { Reason } from "../reason";
import { hasIdentityPolicies, readPrincipal, type RequestPrincipal } from "./principal";
import type { RequestView } from "./request-view";

/**
 * How a Principal element names the caller: itself, its role, or only its account. What a resource policy grants differs.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export interface PrincipalMatch {
  /** By `*`, its own ARN, its service name, its provider. */
  readonly direct: Outcome;
  /** A session, by the ARN of its role. */
  readonly role: Outcome;
  /** By the account's id or root ARN. */
  readonly account: Outcome;
}

const ACCOUNT_ID = /^\d{12}$/;

/** The entries of one Principal or NotPrincipal element. Wildcards inside an ARN match nothing. */
export class PrincipalMatcher {
  private readonly matchesEverybody: boolean;
  private readonly accounts = new Set<string>();
  private readonly texts: ReadonlySet<string>;
  private readonly roles: readonly RequestPrincipal[];
  private readonly unknown: Reason | undefined;

  constructor(principals: Principals, reading: ValueReading, pointer: string) {
    const all = [...principals.aws, ...principals.service, ...principals.federated, ...principals.canonicalUser];
    this.matchesEverybody = principals.aws.includes("*");
    this.texts = new Set(all);
    const entries = principals.aws.map(readPrincipal);
    for (const entry of entries) if (entry.kind === "accountRoot") this.accounts.add(entry.account ?? "");
    for (const entry of principals.aws) if (ACCOUNT_ID.test(entry)) this.accounts.add(entry);
    this.roles = entries.filter(({ kind }) => kind === "role");
    const options = { wildcards: false, variables: false, symbolCount: reading.symbols.length };
    const symbols = all.flatMap((entry) => readTemplate(entry, options).parts.filter(({ kind }) => kind === "symbol"));
    const first = symbols.find((part) => part.kind === "symbol");
    this.unknown = first === undefined ? undefined : symbolReason(first, reading, pointer);
  }

  /** How the element names the caller. */
  match(view: RequestView): PrincipalMatch {
    const principal = view.principal;
    const otherwise: Outcome = this.unknown ?? false;
    const direct = this.matchesEverybody || this.isNamed(principal) ? true : otherwise;
    const role = this.namesRole(view) ? true : false;
    const account = hasIdentityPolicies(principal) && this.accounts.has(principal.account ?? "");
    return { direct, role, account };
  }

  /** Whether the element names the caller in any way. */
  names(view: RequestView): Outcome {
    const { direct, role, account } = this.match(view);
    return or(direct, or(role, account));
  }

  /**
   * Whether a Deny with NotPrincipal spares the caller: the caller itself, its role and its account must all be named.
   * Where the caller is named and the rest is not, the answer depends on the service.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
   */
  sparesFromDeny(view: RequestView, partial: Reason): Outcome {
    const { direct, role, account } = this.match(view);
    const kind = view.principal.kind;
    const self = kind === "role" ? role : direct;
    if (self !== true || this.matchesEverybody || !hasIdentityPolicies(view.principal)) return self;
    const rest = (kind === "roleSession" ? role === true : true) && account === true;
    return rest || kind === "accountRoot" ? true : partial;
  }

  private isNamed(principal: RequestPrincipal): boolean {
    if (principal.kind === "anonymous" || principal.kind === "role") return false;
    if (this.texts.has(principal.text)) return true;
    return principal.kind === "accountRoot" && this.texts.has(principal.account ?? "");
  }

  private namesRole(view: RequestView): boolean {
    const principal = view.principal;
    if (principal.kind === "role") return this.texts.has(principal.text);
    if (principal.kind !== "roleSession") return false;
    const given = view.givenValue("aws:principalarn");
    return this.roles.some(({ text, account, partition, name }) => {
      if (given !== undefined) return text === given;
      return account === principal.account && partition === principal.partition && name === principal.name;
    });
  }
}
