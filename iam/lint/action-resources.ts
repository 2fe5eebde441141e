import { actionFormats, actionResources } from "../contain/action-resources";
import type { ActionCatalogue, ActionDefinition } from "../data/action-catalogue";
import { STAND_IN_PARTITION } from "../data/regions";
import { SequencePattern, type PatternToken, type PatternUnion } from "../pattern/sequence-pattern";
import { arnViews, candidates, type ArnView } from "./arn-view";
import type { LintContext } from "./lint-context";
import type { StatementView } from "./statement-view";
import { anyValues, mayOverlap } from "./value-overlap";

/**
 * What the resources of a statement may be, whatever their partition, Region and account; undefined for NotResource, where
 * one of them may be of any service, and where one is none at all, which other rules report.
 */
export function namedResources(
  statement: StatementView,
  context: LintContext,
  catalogue: ActionCatalogue,
): PatternUnion | undefined {
  const { resources } = statement;
  if (resources.length === 0 || resources.some(({ element }) => element === "NotResource")) return undefined;
  const views = arnViews(context).filter((view) => resources.includes(view.resource) && isOfSomeType(view, catalogue));
  return views.length === resources.length ? views.map(anywhere) : undefined;
}

function isOfSomeType(view: ArnView, catalogue: ActionCatalogue): boolean {
  return view.prefix.text === "arn" && (candidates(view, catalogue)?.regions.length ?? 0) > 0;
}

function anywhere({ service, rest }: ArnView): SequencePattern {
  const head = `arn:${STAND_IN_PARTITION}:${service.text ?? ""}:`;
  return new SequencePattern([head, WITHOUT_COLON, ":", WITHOUT_COLON, ":", ...anyValues(rest.parts).tokens]);
}

/** The Region or the account of an ARN. */
const WITHOUT_COLON: PatternToken = { repeats: true, excludes: true, letters: ":" };

/**
 * Whether an action may be asked for on one of the resources: false is certain, as far as the catalogue is complete. True
 * for an action without resource types, since some of them work on ARNs that AWS does not document (`iam:ListRoles`).
 */
export function mayActOn(action: ActionDefinition, resources: PatternUnion, catalogue: ActionCatalogue): boolean {
  if (actionFormats(action, catalogue).length === 0) return true;
  const own = RESOURCES.get(action) ?? actionResources(action, catalogue, [STAND_IN_PARTITION]);
  RESOURCES.set(action, own);
  return own.some((one) => resources.some((resource) => mayOverlap(one, resource)));
}

const RESOURCES = new WeakMap<ActionDefinition, PatternUnion>();
