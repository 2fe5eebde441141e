import { UNKNOWN } from "../ec2/plain-value";
import { findTrustedPrincipals, type ActionCatalogue } from "../iam";
import { ROLE_TYPE } from "./document-properties";
import { permittedActions, type PermittedActions } from "./permitted-actions";
import { subjectOfPrincipal } from "./principal-subject";
import { readDocument } from "./read-document";
import { passerFinder } from "./role-passers";
import { rolePlaces } from "./role-places";
import type { StackModel } from "./stack-model";
import { labelOf, type StackResource } from "./stack-resource";

/** A role of a stack, for people: what it may do, who may pass it, where it runs. */
export interface RoleOverview {
  readonly urn: string;
  /** The resource's name in the program. */
  readonly name: string;
  /** Whether the operation creates the role: its ARN is not known yet. */
  readonly isNew: boolean;
  /** What it may do at most, as far as its policies are known. */
  readonly access: PermittedActions;
  /** Who may pass it at most, of the principals of the stack, as labels of resources. */
  readonly passers: readonly string[];
  /** What starts instances with it, as labels of resources. */
  readonly places: readonly string[];
  /** Who may assume it, as its trust policy names them. */
  readonly trusted: readonly string[];
  /** What of all this is not known, each in a sentence. */
  readonly gaps: readonly string[];
}

/** The roles of a stack, and what is not known that may concern each of them. */
export interface RolesOverview {
  readonly roles: readonly RoleOverview[];
  readonly gaps: readonly string[];
}

/** Sums up the roles of a stack. Over-reports access and who may pass, never misses either but for what `gaps` names. */
export function rolesOverview(model: StackModel, catalogue: ActionCatalogue): RolesOverview {
  const { principals, unplaced } = model.principals;
  const passers = passerFinder(principals);
  const places = rolePlaces(model.index);
  const trust = new Map(
    model.documents.filter(({ policyType }) => policyType === "trust").map((each) => [each.resource.urn, each]),
  );
  const roles = principals.filter(({ resource }) => resource.type === ROLE_TYPE);
  return {
    roles: roles.map((principal): RoleOverview => {
      const { resource } = principal;
      const { identity, permissionsBoundary, gaps } = subjectOfPrincipal(principal);
      const passed = passers(resource);
      const document = trust.get(resource.urn);
      const parsed = document === undefined ? undefined : readDocument(document);
      const trusted = parsed?.kind === "parsed" ? findTrustedPrincipals(parsed.document) : undefined;
      const noTrust = trusted === undefined ? "its trust policy is not known" : trusted.reason?.message;
      const documents = identity.map((policy) => policy.document);
      return {
        urn: resource.urn,
        name: resource.name,
        isNew: resource.properties["arn"] === UNKNOWN,
        access: permittedActions(documents, permissionsBoundary?.document, catalogue),
        passers: passed.passers,
        places: (places.byRole.get(resource.urn) ?? []).map(labelOf),
        trusted: [...new Set(trusted?.trusted.map((each) => each.principal))],
        gaps: [...gaps, ...passed.gaps, ...(noTrust === undefined ? [] : [noTrust])],
      };
    }),
    gaps: [
      ...principals.filter(({ resource }) => resource.type !== ROLE_TYPE).flatMap(principalGaps),
      ...unplaced.map(
        ({ resource, property }) => `to whom ${labelOf(resource)} belongs: its \`${property}\` is not known at preview`,
      ),
      ...places.unknown.map((resource) => `which role ${labelOf(resource)} runs with`),
    ],
  };
}

function principalGaps(principal: Parameters<typeof subjectOfPrincipal>[0]): readonly string[] {
  const label = labelOf(principal.resource satisfies StackResource);
  return subjectOfPrincipal(principal).gaps.map((gap) => `what ${label} may pass: ${gap}`);
}
