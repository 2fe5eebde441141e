import type { ActionCatalogue } from "../data/action-catalogue";
import type { NamedPolicy, PolicyDocument, Statement } from "../document/policy-document";
import type { PermissionSource } from "./containment";
import { isEffective, namedPolicies } from "./side";

/**
 * Keeps of the Allow statements the actions that are written out, or given by a service's prefix, and not in the
 * catalogue: AWS may have added them since. Undefined where every action is listed, which is the usual case.
 */
export function unlistedActions(source: PermissionSource, catalogue: ActionCatalogue): PermissionSource | undefined {
  const found: string[] = [];
  const keep = (statement: Statement): readonly Statement[] => {
    if (statement.effect === "Deny") return [statement];
    const actions = (statement.actions ?? []).filter((action) => !isListed(action, catalogue));
    found.push(...actions);
    return actions.length === 0 ? [] : [{ ...statement, actions }];
  };
  const reduce = (document: PolicyDocument): PolicyDocument => ({
    ...document,
    statements: document.statements.flatMap(keep),
  });
  const reducePolicy = (policy: NamedPolicy): NamedPolicy => ({ ...policy, document: reduce(policy.document) });
  const reduced: PermissionSource = isEffective(source)
    ? { ...source, policies: { ...source.policies, identity: (source.policies.identity ?? []).map(reducePolicy) } }
    : namedPolicies(source).map(reducePolicy);
  return found.length === 0 ? undefined : reduced;
}

/** Whether the catalogue knows the action, or the service of one with wildcards; a pattern of services names none. */
function isListed(action: string, catalogue: ActionCatalogue): boolean {
  const [, service = "", name = ""] = /^([^:]*):?(.*)$/s.exec(action) ?? [];
  if (/[*?$]/.test(service)) return true;
  if (/[*?$]/.test(name)) return catalogue.hasService(service);
  return catalogue.action(service, name) !== undefined;
}
