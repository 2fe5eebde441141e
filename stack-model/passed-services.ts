import {
  type PassingJudge,
  passingJudge,
  PASSED_TO_SERVICE,
  globalPrincipal,
  servicesPassedFor,
  type StatementReference,
} from "../iam";
import { ROLE_TYPE } from "./document-properties";
import { principalArnPattern } from "./effective-principal";
import { subjectOfPrincipal, type PrincipalSubject } from "./principal-subject";
import type { StackModel } from "./stack-model";
import type { StackPrincipal } from "./stack-principals";
import { trustedServices, type TrustedServices } from "./trusted-services";

/** A role that a principal may pass to a service that the role's trust policy does not name. */
export interface MisfitPassing {
  readonly passer: StackPrincipal;
  readonly role: StackPrincipal;
  /** The service as the passer's policy names it. */
  readonly service: string;
  readonly passedBy: readonly StatementReference[];
  /** Why it is not decided; absent where the role does not trust the service. */
  readonly undecided?: string;
  /** Whether it is not decided since the role's trust policy is not known or cannot be read. */
  readonly isTrustUnread?: true;
}

/**
 * For every principal of the stack the roles of the stack that a statement lets it pass to a service which it names by
 * iam:PassedToService and which those roles do not trust; a role that may pass itself is judged like any other. A statement
 * that names no service is none of these.
 */
export function misfitPassings(model: StackModel): readonly MisfitPassing[] {
  const { principals } = model.principals;
  const servicesOf = trustedServices(model);
  const roles = principals
    .filter(({ resource }) => resource.type === ROLE_TYPE)
    .map((role) => {
      const trusted = servicesOf(role.resource);
      return { role, arn: principalArnPattern(role.resource), trusted, trusts: trustIn(trusted) };
    });
  return principals.flatMap((passer) => {
    const subject = subjectOfPrincipal(passer);
    const named = servicesNamed(subject);
    if (named.size === 0) return [];
    const judge = passingJudge(subject);
    return roles.flatMap(({ role, arn, trusted, trusts }) =>
      [...named].flatMap(([service, naming]): readonly MisfitPassing[] => {
        if (trusts(service)) return [];
        const found = passing(judge, arn, service, naming);
        return found === undefined ? [] : [{ passer, role, service, ...found, ...undecided(found, trusted) }];
      }),
    );
  });
}

/** The services that Allow statements name in full by iam:PassedToService, with the pointers of those statements. */
function servicesNamed({ identity }: PrincipalSubject): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map<string, Set<string>>();
  for (const { id, document } of identity) {
    for (const { effect, conditions, pointer } of document.statements) {
      if (effect === "Deny") continue;
      const services = conditions
        .filter(
          ({ key, operator }) => key.toLowerCase() === PASSED_TO_SERVICE.toLowerCase() && !/not|null/i.test(operator),
        )
        .flatMap(({ values }) => values.filter((value) => !/[*?$]/.test(value)));
      for (const service of services) named.set(service, (named.get(service) ?? new Set()).add(`${id} ${pointer}`));
    }
  }
  return named;
}

/** Tells whether a role that those services may assume suits a service that it is passed to, named in any case. */
function trustIn(trusted: TrustedServices): (service: string) => boolean {
  if (trusted.kind !== "known") return () => trusted.kind === "any";
  const services = new Set(trusted.services.flatMap(servicesPassedFor).map(globalPrincipal));
  // A role for an add-on of EKS is passed to EKS and trusts the cluster's identity provider.
  if (trusted.isFederated) services.add("eks.amazonaws.com");
  return (service) => services.has(globalPrincipal(service.toLowerCase()));
}

/** What lets the role be passed to the service, among the statements that name it; undefined where none does. */
function passing(
  judge: PassingJudge,
  arn: string,
  service: string,
  naming: ReadonlySet<string>,
): Pick<MisfitPassing, "passedBy" | "undecided"> | undefined {
  const answer = judge(arn, [service], ({ policyId, pointer }) => naming.has(`${policyId} ${pointer}`));
  if (answer.kind === "notGranted") return undefined;
  return answer.kind === "unknown"
    ? { passedBy: [], undecided: answer.reason.message }
    : { passedBy: answer.statements };
}

function undecided(
  found: Pick<MisfitPassing, "undecided">,
  trusted: TrustedServices,
): Pick<MisfitPassing, "undecided" | "isTrustUnread"> {
  if (trusted.kind !== "unknown") return found.undecided === undefined ? {} : { undecided: found.undecided };
  const isTrustUnread = trusted.isUnread === true && found.undecided === undefined;
  return { undecided: trusted.reason, ...(isTrustUnread ? { isTrustUnread } : {}) };
}
