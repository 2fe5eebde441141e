import { splitArn } from "../arn/arn";
import type { PolicyDocument, Statement } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { anyGranted } from "./combine-answers";
import { FRESH_TEXT, instancesOf } from "./condition-candidates";
import { findGrantedRequest, type AccessAnswer, type AccessQuestion } from "./granted-request";
import { ANY_IDENTITY, placesOf } from "./judged-document";

const PASS_ROLE = "iam:PassRole";
const PASSED_TO_SERVICE = "iam:passedtoservice";

/**
 * Decides whether an identity-based policy lets its holder pass roles that it does not name, by name, path or name
 * prefix: a role whose name no policy knows. Conditions do not count as naming: none of them tells roles apart reliably
 * (role tags do not work for iam:PassRole), so a context that meets them is looked for.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function judgePassRoleReach(document: PolicyDocument, limits: Limits = DEFAULT_LIMITS): AccessAnswer {
  const roles = placesOf(document).map(
    ({ partition, account }) => `arn:${partition}:iam::${account}:role/${FRESH_TEXT}`,
  );
  return anyGranted(roles.map((role) => findGrantedRequest(document, passing(role), limits)));
}

/**
 * Decides whether an identity-based policy lets its holder pass a role to a service that it does not name: one that no
 * policy knows, or one whose calls carry no iam:PassedToService. Asked for the roles that its statements name, and for
 * one that none names.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function judgePassedToService(document: PolicyDocument, limits: Limits = DEFAULT_LIMITS): AccessAnswer {
  const services = [`${FRESH_TEXT}.amazonaws.com`, FRESH_TEXT, undefined];
  const answers = rolesNamedBy(document).map((role) =>
    findGrantedRequest(
      document,
      { ...passing(role), valuesOf: (key) => (key === PASSED_TO_SERVICE ? services : undefined) },
      limits,
    ),
  );
  return anyGranted(answers);
}

function passing(role: string): AccessQuestion {
  return { attachment: "principal", principal: ANY_IDENTITY, action: PASS_ROLE, resource: role };
}

/** ARNs of roles that the statements' resources match, one or two a resource, and of roles that none names. */
function rolesNamedBy(document: PolicyDocument): readonly string[] {
  const fresh = placesOf(document).map(
    ({ partition, account }) => `arn:${partition}:iam::${account}:role/${FRESH_TEXT}`,
  );
  return [...new Set([...fresh, ...document.statements.flatMap(rolesOf)])];
}

function rolesOf({ resources = [], notResources = [] }: Statement): readonly string[] {
  return [...resources, ...notResources].flatMap((resource) => {
    const segments = splitArn(resource);
    if (segments === undefined) return [];
    const [, partition, , , account, role] = segments;
    const place = `arn:${partition.includes("*") ? "aws" : partition}:iam::${/[*?$]/.test(account) ? "000000000001" : account}`;
    return instancesOf(role).flatMap((instance) => (/^role\/./.test(instance) ? [`${place}:${instance}`] : []));
  });
}
