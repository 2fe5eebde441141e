import type { PolicyDocument, Statement } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { globMatcher } from "../pattern/glob-matcher";
import { statementsOf, subjectOf, type AccessSubject } from "./access-subject";
import { askAccess, type AccessAnswer } from "./ask";
import { freshText, namesIn } from "./fresh-text";
import { withVariablesReplaced } from "./own-account-variables";
import { questionOf, type Asked } from "./question";
import { keysOfRequest } from "./request-keys";

/**
 * Decides whether identity-based policies grant all that one of the services has: an action of it that no policy names, on
 * a resource that none names. Conditions on the request or the resource narrow; conditions on the session do not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege
 */
export function judgeServiceWildcard(
  source: PolicyDocument | AccessSubject,
  services: readonly string[],
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const read = withVariablesReplaced(subjectOf(source));
  if (!statementsOf(read).some(mayGrantUnnamedActions)) return { kind: "notGranted" };
  const named = statementsOf(read).flatMap(({ actions = [], notActions = [] }) => [...actions, ...notActions]);
  const name = freshText(namesIn(read));
  const conditions = keysOfRequest(read).map((key): Asked => ["Null", key, ["true"]]);
  const requests = representativesOf(services, read).map((service) => ({
    actions: [`${service}:${freshText(named, `:${service}`)}`],
    resources: ["000000000001", "*"].map((account) => `arn:*:${service}:*:${account}:${name}/${name}`),
    conditions,
  }));
  return askAccess(read, questionOf(requests), "identity", limits);
}

function mayGrantUnnamedActions({ effect, actions }: Statement): boolean {
  return effect === "Allow" && (actions === undefined || actions.some((action) => /[*?$]/.test(action)));
}

/**
 * Of services that no statement tells apart, one: what the statements grant of it, they grant of all. Told apart are those that
 * a pattern of an action or resource matches from others, and those in which a text of one stands in another way.
 */
function representativesOf(services: readonly string[], subject: AccessSubject): readonly string[] {
  const texts = [...new Set(statementsOf(subject).flatMap(serviceTextsOf))];
  const matchers = texts.map((text) => globMatcher(text));
  const pieces = [...new Set(texts.flatMap((text) => text.split(/[*?:/]+/)))].filter((piece) => piece !== "");
  const bySignature = new Map<string, string>();
  for (const service of services) {
    const name = service.toLowerCase();
    const matched = matchers.map((matches) => (matches(name) ? "+" : "-")).join("");
    const standing = pieces.filter((piece) => name.includes(piece)).map((piece) => standingOf(piece, name));
    const signature = `${matched} ${standing.join()}`;
    if (!bySignature.has(signature)) bySignature.set(signature, service);
  }
  return [...bySignature.values()];
}

function standingOf(piece: string, name: string): string {
  return `${piece} ${name.startsWith(piece)} ${name.endsWith(piece)} ${name.length === piece.length}`;
}

/** What may stand for the service in the actions and resources of a statement, in lower case. */
function serviceTextsOf({
  actions = [],
  notActions = [],
  resources = [],
  notResources = [],
}: Statement): readonly string[] {
  const ofActions = [...actions, ...notActions].map((action) => action.split(":")[0] ?? "");
  const ofResources = [...resources, ...notResources].map((arn) => arn.split(":").slice(0, 3).join(":"));
  const segments = ofResources.map((arn) => arn.split(":")[2] ?? arn);
  return [...ofActions, ...ofResources, ...segments].map((text) => text.toLowerCase());
}
