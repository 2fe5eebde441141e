import {
  type ComparedPrincipal,
  type Gain,
  judgePassedRole,
  type PassedRoleVerdict,
  passingJudge,
  servicesPassedFor,
  speaksOfCaller,
  type StatementReference,
} from "../iam";
import { acceptanceOf } from "./accepted-gains";
import { ROLE_TYPE } from "./document-properties";
import { effectivePrincipal, principalArnPattern } from "./effective-principal";
import { guardOf } from "./guard-policies";
import { policyIdOf, subjectOfPrincipal } from "./principal-subject";
import { policiesThatName, withResourceGrants } from "./resource-grants";
import type { StackModel } from "./stack-model";
import type { StackPrincipal } from "./stack-principals";
import { trustedServices, type TrustedServices } from "./trusted-services";

/** A role that a principal may pass. */
export interface PassedRole {
  readonly passer: StackPrincipal;
  readonly role: StackPrincipal;
  /** The statements that let it be passed. */
  readonly passedBy: readonly StatementReference[];
  /** Why it is not decided whether it may be passed; absent where it may. */
  readonly undecided?: string;
}

/** Whether passing a role gives the passer more than it has. */
export type PassingVerdict =
  | Exclude<PassedRoleVerdict, { kind: "gain" }>
  | {
      readonly kind: "gain";
      readonly gain: Gain;
      /** Why what a guard accepts is not counted. */
      readonly notCounted: readonly string[];
    };

/** A service that is not known: any. */
const ANY_SERVICE = ["*"];

/**
 * For every principal of the stack the roles of the stack that it may pass to a service which they trust. A role that no
 * service may assume cannot be passed. Found once for each model.
 */
export function passedRoles(model: StackModel): readonly PassedRole[] {
  const known = found.get(model) ?? findPassedRoles(model);
  found.set(model, known);
  return known;
}

const found = new WeakMap<StackModel, readonly PassedRole[]>();

function findPassedRoles(model: StackModel): readonly PassedRole[] {
  const { principals } = model.principals;
  const servicesOf = trustedServices(model);
  const roles = principals
    .filter(({ resource }) => resource.type === ROLE_TYPE)
    .map((role) => ({
      role,
      arn: principalArnPattern(role.resource),
      trusted: servicesOrAny(servicesOf(role.resource)),
    }))
    .filter(({ trusted }) => trusted.length > 0);
  return principals.flatMap((passer) => {
    const judge = passingJudge(subjectOfPrincipal(passer));
    return roles.flatMap(({ role, arn, trusted }): readonly PassedRole[] => {
      const answer = role === passer ? undefined : judge(arn, trusted);
      if (answer === undefined || answer.kind === "notGranted") return [];
      return answer.kind === "granted"
        ? [{ passer, role, passedBy: answer.statements }]
        : [{ passer, role, passedBy: [], undecided: answer.reason.message }];
    });
  });
}

function servicesOrAny(trusted: TrustedServices): readonly string[] {
  return trusted.kind === "known" ? trusted.services.flatMap(servicesPassedFor) : ANY_SERVICE;
}

/**
 * Decides whether the role may do something that its passer may not, which no guard of the passer accepts. The stack's
 * resource-based policies that name one of them take part; where it is not known whom they mean, a gain is one only
 * if the role gains by what it has at least over what the passer has at most. SCPs take no part.
 */
export function judgePassedRoleOf(passer: StackPrincipal, role: StackPrincipal, model: StackModel): PassingVerdict {
  const documents = [...new Set([role, passer].flatMap((one) => policiesThatName(one, model)))];
  if (documents.length === 0) return judgeIdentities(passer, role, model);
  const inner = withResourceGrants(role, model, documents);
  const outer = withResourceGrants(passer, model, documents);
  const verdict = judgeIdentities(outer.least, inner.most, model);
  const open = inner.open ?? outer.open;
  if (verdict.kind !== "gain" || open === undefined) return verdict;
  const certain = judgeIdentities(outer.most, inner.least, model);
  return certain.kind === "gain" ? certain : { kind: "unknown", missing: "policy", reason: open };
}

function judgeIdentities(passer: StackPrincipal, role: StackPrincipal, model: StackModel): PassingVerdict {
  const [inner, outer] = [comparedPrincipal(role, model), comparedPrincipal(passer, model)];
  const { accepted, notCounted, gaps } = acceptanceOf(passer, role.resource, model);
  const verdict = judgePassedRole(principalArnPattern(role.resource), inner, outer, accepted);
  if (verdict.kind !== "gain") return verdict;
  const [gap] = gaps;
  return gap === undefined ? { ...verdict, notCounted } : { kind: "unknown", missing: "policy", reason: gap };
}

/** Policies of guards speak of the caller only to exempt it, which a stand-in for it is as well. */
function comparedPrincipal(principal: StackPrincipal, { index }: StackModel): ComparedPrincipal {
  const { permissions, subject, anonymous } = effectivePrincipal(principal);
  const { identity, permissionsBoundary, gaps, boundaryGap } = subject;
  const ofGuards = principal.documents.filter((document) => guardOf(document, index) !== undefined).map(policyIdOf);
  const others = identity.filter(({ id }) => !ofGuards.includes(id));
  const speaks = speaksOfCaller(permissionsBoundary === undefined ? others : [...others, permissionsBoundary]);
  return {
    permissions,
    gaps,
    ...(boundaryGap === undefined ? {} : { boundaryGap }),
    ...(anonymous === undefined || !speaks ? {} : { anonymous }),
  };
}
