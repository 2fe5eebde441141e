import { formatPattern } from "../contain/action-resources";
import { ARN_SEGMENTS } from "../arn/arn";
import type { ActionCatalogue, ActionDefinition, ResourceTypeDefinition } from "../data/action-catalogue";
import { arnFormats, isOfAnyService } from "../data/arn-formats";
import { STAND_IN_PARTITION } from "../data/regions";
import type { PatternToken } from "../pattern/pattern-token";
import { SequencePattern } from "../pattern/sequence-pattern";
import { arnViews, candidates, restPattern, type ArnView } from "./arn-view";
import type { LintContext } from "./lint-context";
import type { StatementView } from "./statement-view";
import { mayOverlap } from "./value-overlap";

/**
 * The resources of a statement; undefined for NotResource, where one of them may be of any service, and where one is none at
 * all, which other rules report.
 */
export function namedResources(
  statement: StatementView,
  context: LintContext,
  catalogue: ActionCatalogue,
): readonly ArnView[] | undefined {
  const { resources } = statement;
  if (resources.length === 0 || resources.some(({ element }) => element === "NotResource")) return undefined;
  const named = new Set(resources);
  const views = arnViews(context).filter((view) => named.has(view.resource) && isOfSomeType(view, catalogue));
  return views.length === resources.length ? views : undefined;
}

function isOfSomeType(view: ArnView, catalogue: ActionCatalogue): boolean {
  return view.prefix.text === "arn" && (candidates(view, catalogue)?.regions.length ?? 0) > 0;
}

/**
 * Whether an action may be asked for on one of the resources, whatever their partition, Region and account: false is certain,
 * as far as the catalogue is complete. True for an action without resource types, since some of them work on ARNs that AWS
 * does not document (`iam:ListRoles`), and for one on a type whose service is variable (`backup:StartRestoreJob`).
 */
export function mayActOn(action: ActionDefinition, resources: readonly ArnView[], catalogue: ActionCatalogue): boolean {
  const types = typesOf(action, catalogue);
  if (types.length === 0 || types.some(({ arnFormat }) => isOfAnyService(arnFormat))) return true;
  return types.some((type) => resources.some((resource) => mayBeOf(resource, type, catalogue)));
}

const TYPES = new WeakMap<ActionDefinition, readonly ResourceTypeDefinition[]>();

/** The resource types of an action. */
function typesOf(action: ActionDefinition, catalogue: ActionCatalogue): readonly ResourceTypeDefinition[] {
  const known = TYPES.get(action);
  if (known !== undefined) return known;
  const names = new Set(action.resourceTypes.map(({ name }) => name));
  const types = catalogue.resourceTypes(action.service).filter(({ name }) => names.has(name));
  TYPES.set(action, types);
  return types;
}

const ANSWERS = new WeakMap<ArnView, Map<ResourceTypeDefinition, boolean>>();

/** Whether a resource may be of the type, found once for all actions on it. */
function mayBeOf(resource: ArnView, type: ResourceTypeDefinition, catalogue: ActionCatalogue): boolean {
  const answers = ANSWERS.get(resource) ?? new Map<ResourceTypeDefinition, boolean>();
  ANSWERS.set(resource, answers);
  const { text: service = "" } = resource.service;
  const rest = restPattern(resource);
  const answer =
    answers.get(type) ??
    formatsOf(type, catalogue).some((format) => format.service.matches(service) && mayOverlap(rest, format.rest));
  answers.set(type, answer);
  return answer;
}

/** What stands in an ARN format for the service, and after the account. */
interface FormatParts {
  readonly service: SequencePattern;
  readonly rest: SequencePattern;
}

const FORMATS = new WeakMap<ResourceTypeDefinition, readonly FormatParts[]>();

function formatsOf(type: ResourceTypeDefinition, catalogue: ActionCatalogue): readonly FormatParts[] {
  const known = FORMATS.get(type);
  if (known !== undefined) return known;
  const all = catalogue.resourceTypes(type.service).flatMap(({ arnFormat }) => arnFormats(arnFormat));
  const formats = arnFormats(type.arnFormat).map((format) =>
    partsOf(formatPattern(format, all, STAND_IN_PARTITION).tokens),
  );
  FORMATS.set(type, formats);
  return formats;
}

/** Before the fifth colon no class of a format's pattern takes colons in. */
function partsOf(tokens: readonly PatternToken[]): FormatParts {
  const colons = tokens.flatMap(({ excludes, letters }, index) => (!excludes && letters === ":" ? [index] : []));
  const [, second = 0, third = 0] = colons;
  const last = colons[ARN_SEGMENTS - 2] ?? tokens.length;
  return {
    service: new SequencePattern(tokens.slice(second + 1, third)),
    rest: new SequencePattern(tokens.slice(last + 1)),
  };
}
