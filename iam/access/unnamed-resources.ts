import type { ActionCatalogue, ActionDefinition } from "../data/action-catalogue";
import { arnFormats } from "../data/arn-formats";
import { expandActions } from "../data/expand-actions";
import type { PolicyDocument, Statement, StatementReference } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { globMatcher } from "../pattern/glob-matcher";
import { hasSymbol, replaceSymbols } from "../pattern/symbol-placeholder";
import { mapDocuments, subjectOf, type AccessSubject } from "./access-subject";
import { allowStatements, askAccess, withOneAllow, type AccessAnswer } from "./ask";
import { allGranted, anyGranted } from "./combine-answers";
import { freshText, namesIn } from "./fresh-text";
import { withVariablesReplaced } from "./own-account-variables";
import { questionOf, type Asked } from "./question";
import { keysOfRequest } from "./request-keys";

/** What the requests of one question have in common. */
interface Search {
  readonly part: AccessSubject;
  /** A text that no Resource names. */
  readonly name: string;
  readonly conditions: readonly Asked[];
  readonly catalogue: ActionCatalogue;
  readonly limits: Limits;
}

/**
 * Decides whether identity-based policies grant an action that has resource types on resources that they do not name: on
 * one of no type, or on one of each type that the action asks for, by a name that no Resource has. So `table/*` is `*` to
 * dynamodb:GetItem, and `instance/*` is not to ec2:RunInstances. Conditions on the request or the resource narrow;
 * conditions on the session do not. An action with one type that is optional (cloudwatch:PutMetricData) is also called
 * without a resource, so it is left out. May miss actions that a pattern without a service (`*`) grants on one type alone.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function judgeUnnamedResources(
  source: PolicyDocument | AccessSubject,
  catalogue: ActionCatalogue,
  limits: Limits = DEFAULT_LIMITS,
): AccessAnswer {
  const subject = withVariablesReplaced(subjectOf(source));
  const conditions = keysOfRequest(subject).map((key): Asked => ["Null", key, ["true"]]);
  const name = freshText(namesIn(subject));
  const answers = allowStatements(subject).map((reference) => {
    const part = mapDocuments(withOneAllow(subject, reference), withVariablesNamed);
    const answer = judgeStatement(statementAt(part, reference), { part, name, conditions, catalogue, limits });
    return answer.kind === "granted" ? { ...answer, statements: [reference] } : answer;
  });
  return anyGranted(answers);
}

/** The statement in the subject that has no other Allow statement. */
function statementAt(part: AccessSubject, { policyId }: StatementReference): Statement | undefined {
  const policy = part.identity.find(({ id }) => id === policyId);
  return policy?.document.statements.find(({ effect }) => effect === "Allow");
}

function judgeStatement(statement: Statement | undefined, search: Search): AccessAnswer {
  if (statement === undefined) return { kind: "notGranted" };
  const { actions } = statement;
  const reaches = tailMatcher(statement);
  const untyped = `${search.name}/${search.name}`;
  if (actions === undefined || actions.some((pattern) => /^\*+(:\*+)?$/.test(pattern))) {
    return reaches(untyped) ? ask(["*"], [`arn:*:*:*:*:${untyped}`], search) : { kind: "notGranted" };
  }
  const reached = expandActions(actions, search.catalogue).flatMap((id) => questionsOn(id, reaches, search));
  if (reached.length === 0) return { kind: "notGranted" };
  const [only, ...others] = reached;
  if (only !== undefined && others.length === 0) return judgeAction(only, search);
  const all = ask(
    actions,
    [...new Set(reached.flatMap(({ untypedArns, arnsOfTypes }) => [...untypedArns, ...arnsOfTypes.flat()]))],
    search,
  );
  if (all.kind === "notGranted") return all;
  let undecided: AccessAnswer | undefined;
  for (const one of reached) {
    const answer = judgeAction(one, search);
    if (answer.kind === "granted") return answer;
    if (answer.kind === "unknown") undecided ??= answer;
  }
  return undecided ?? { kind: "notGranted" };
}

/** An action of a statement with the ARNs of unnamed resources that the statement's Resource may match. */
interface ReachedAction {
  readonly id: string;
  readonly untypedArns: readonly string[];
  /** One list for each type that the action asks for; empty where one of them is not reached. */
  readonly arnsOfTypes: readonly (readonly string[])[];
}

/** The action with what is to be asked of it; nothing where the Resource can match none of it. */
function questionsOn(
  id: string,
  reaches: (tail: string) => boolean,
  { catalogue, name }: Search,
): readonly ReachedAction[] {
  const [service = "", action = ""] = id.split(":");
  const definition = catalogue.action(service, action);
  const types = definition === undefined ? [] : formatsOfTypes(definition, catalogue);
  if (types.length === 0) return [];
  const untyped = `${name}/${name}`;
  const untypedArns = reaches(untyped) ? [...new Set(types.flat().map((format) => arnOf(format, untyped)))] : [];
  const reached = types.map((formats) => formats.filter((format) => reaches(tailOf(format, name))));
  const arnsOfTypes = reached.some((formats) => formats.length === 0)
    ? []
    : reached.map((formats) => formats.map((format) => arnOf(format, tailOf(format, name))));
  return untypedArns.length === 0 && arnsOfTypes.length === 0 ? [] : [{ id, untypedArns, arnsOfTypes }];
}

/** Whether the action is granted on a resource of no type, or on one of each of its types. */
function judgeAction({ id, untypedArns, arnsOfTypes }: ReachedAction, search: Search): AccessAnswer {
  const untyped = untypedArns.length === 0 ? undefined : ask([id], untypedArns, search);
  if (untyped !== undefined && untyped.kind !== "notGranted") return untyped;
  if (arnsOfTypes.length === 0) return { kind: "notGranted" };
  const answers: AccessAnswer[] = [];
  for (const arns of arnsOfTypes) {
    const answer = ask([id], arns, search);
    if (answer.kind === "notGranted") return answer;
    answers.push(answer);
  }
  return allGranted(answers);
}

/** The ARN formats of each type that the action asks for: the required ones, else all, of which there are several. */
function formatsOfTypes({ service, resourceTypes }: ActionDefinition, catalogue: ActionCatalogue) {
  const required = resourceTypes.filter((type) => type.required);
  const counted = required.length > 0 ? required : resourceTypes.length > 1 ? resourceTypes : [];
  const names = new Set(counted.map(({ name }) => name));
  const definitions = catalogue.resourceTypes(service).filter(({ name }) => names.has(name));
  return definitions.map(({ arnFormat }) => arnFormats(arnFormat));
}

const VARIABLE = /\$\{[^}]*\}/g;

/**
 * The document with a name in place of each variable in a Resource of an Allow statement, since what it stands for is named.
 * So is what is not known of an ARN; a Resource that is not known as a whole may be everything.
 */
function withVariablesNamed(document: PolicyDocument): PolicyDocument {
  const named = (resource: string): string => {
    const isArn = resource.startsWith("arn:");
    return resource.replace(VARIABLE, (found) => (hasSymbol(found) && !isArn ? found : "variable"));
  };
  const statements = document.statements.map((statement): Statement => {
    const { effect, resources } = statement;
    return effect === "Deny" || resources === undefined ? statement : { ...statement, resources: resources.map(named) };
  });
  return { ...document, statements };
}

const SEGMENTS_BEFORE_TAIL = 5;

/** What follows the fifth colon of a format, with the name for each of its pieces. */
function tailOf(format: string, name: string): string {
  const tail = format.split(":").slice(SEGMENTS_BEFORE_TAIL).join(":");
  return tail.replaceAll(/\$\{[A-Za-z0-9]+\}|\*/g, name);
}

/** The ARNs of a format with that tail, in any partition, region and account. */
function arnOf(format: string, tail: string): string {
  return `arn:*:${format.split(":")[2] ?? "*"}:*:*:${tail}`;
}

/** Whether a Resource of the statement may match a tail, whatever stands before it: asks the engine nothing in vain. */
function tailMatcher({ resources }: Statement): (tail: string) => boolean {
  if (resources === undefined) return () => true;
  const matchers = resources.map((resource) => {
    const text = replaceSymbols(resource, () => "*");
    const segments = text.split(":");
    const isShort = segments.length <= SEGMENTS_BEFORE_TAIL;
    return isShort ? () => /[*?]/.test(text) : globMatcher(segments.slice(SEGMENTS_BEFORE_TAIL).join(":"));
  });
  return (tail) => matchers.some((matches) => matches(tail));
}

function ask(
  actions: readonly string[],
  resources: readonly string[],
  { part, conditions, limits }: Search,
): AccessAnswer {
  return askAccess(part, questionOf([{ actions, resources, conditions }]), "identity", limits);
}
