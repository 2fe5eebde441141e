import type { PolicyDocument, Statement } from "../document/policy-document";
import { hasSymbol } from "../pattern/symbol-placeholder";
import { mapDocuments, type AccessSubject } from "./access-subject";

const VARIABLE_OR_COLON = /\$\{[^}]*\}|:/g;
const RESOURCE_COLONS = 5;

/**
 * The documents as they grant most if AWS replaces variables before the fifth colon of a resource, as in
 * `arn:aws:iam::${aws:PrincipalAccount}:role/*`: each stands for any text. AWS documents that it does not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
// ASSUMPTION: docs/adr/0051-pass-role-is-named-by-the-role.md
export function withVariablesReplaced(subject: AccessSubject): AccessSubject {
  return mapDocuments(subject, replacedDocument);
}

const replacements = new WeakMap<PolicyDocument, PolicyDocument>();

/** The document with such variables replaced, made once for each document. */
function replacedDocument(document: PolicyDocument): PolicyDocument {
  if (document.version !== "2012-10-17") return document;
  const made = replacements.get(document) ?? { ...document, statements: document.statements.map(replaced) };
  replacements.set(document, made);
  return made;
}

function replaced(statement: Statement): Statement {
  const { effect, resources, notResources } = statement;
  if (effect === "Allow" && resources !== undefined) return { ...statement, resources: resources.map(widened) };
  if (effect === "Deny" && notResources !== undefined) return { ...statement, notResources: notResources.map(widened) };
  return statement;
}

function widened(resource: string): string {
  let colons = 0;
  return resource.replace(VARIABLE_OR_COLON, (found) => {
    if (found === ":") colons += 1;
    const isVariable = found !== ":" && !hasSymbol(found) && !/^\$\{[*?$]\}$/.test(found);
    return isVariable && colons < RESOURCE_COLONS ? "*" : found;
  });
}
