import { readArnPattern } from "../arn/arn-pattern";
import type { ActionCatalogue, ResourceTypeDefinition } from "../data/action-catalogue";
import { arnFormats, isOfAnyService } from "../data/arn-formats";
import type { SequencePattern } from "../pattern/sequence-pattern";
import type { TemplatePart } from "../pattern/template";
import type { LintContext } from "./lint-context";
import type { ResourceView } from "./statement-view";
import { anyValues, mayOverlap } from "./value-overlap";

/** One segment of a resource ARN. */
export interface SegmentView {
  readonly parts: readonly TemplatePart[];
  /** The segment when it is plain text: the empty text, too. */
  readonly text: string | undefined;
}

/** A resource of six segments, all known up to the fifth colon. */
export interface ArnView {
  readonly resource: ResourceView;
  readonly prefix: SegmentView;
  readonly partition: SegmentView;
  readonly service: SegmentView;
  readonly region: SegmentView;
  readonly account: SegmentView;
  readonly rest: SegmentView;
}

const VIEWS = new WeakMap<LintContext, readonly ArnView[]>();

/** The resources of a document that have six segments; taken apart once for all rules. */
export function arnViews(context: LintContext): readonly ArnView[] {
  let views = VIEWS.get(context);
  if (views === undefined) {
    views = takeApart(context);
    VIEWS.set(context, views);
  }
  return views;
}

function takeApart({ statements }: LintContext): readonly ArnView[] {
  return statements.flatMap(({ resources }) =>
    resources.flatMap((resource) => {
      const pattern = readArnPattern(resource.parts);
      if (pattern.kind !== "segments") return [];
      const [prefix, partition, service, region, account, rest] = pattern.segments.map(viewSegment);
      if (!prefix || !partition || !service || !region || !account || !rest) return [];
      return [{ resource, prefix, partition, service, region, account, rest }];
    }),
  );
}

function viewSegment(parts: readonly TemplatePart[]): SegmentView {
  const [first] = parts;
  if (first === undefined) return { parts, text: "" };
  return { parts, text: parts.length === 1 && first.kind === "literal" ? first.text : undefined };
}

/** How a resource type uses a segment of its ARN: never, always with one text, or with any. */
export type SegmentUse = "empty" | "any" | { readonly literal: string } | "optional";

/** An ARN format of a resource type, taken apart. */
interface FormatView {
  readonly isOfAnyService: boolean;
  readonly region: SegmentUse;
  readonly account: SegmentUse;
  readonly rest: SequencePattern;
}

/** The uses of region and account by the resource types that an ARN may name. */
export interface ArnCandidates {
  readonly regions: readonly SegmentUse[];
  readonly accounts: readonly SegmentUse[];
}

const CANDIDATES = new WeakMap<ArnView, ArnCandidates | undefined>();

/**
 * The resource types whose ARNs of a literal service segment may match, judged by the resource part alone; those of a
 * variable service segment where no other does. Undefined when the catalogue knows no resource type of the service; empty when the resource part fits none of them. A view
 * belongs to one document and so to one catalogue: the answer is kept.
 */
export function candidates(view: ArnView, catalogue: ActionCatalogue): ArnCandidates | undefined {
  if (!CANDIDATES.has(view)) CANDIDATES.set(view, findCandidates(view, catalogue));
  return CANDIDATES.get(view);
}

function findCandidates(view: ArnView, catalogue: ActionCatalogue): ArnCandidates | undefined {
  const service = view.service.text;
  const types = service === undefined ? undefined : catalogue.resourceTypesByArnService(service);
  if (types === undefined || types.length === 0) return undefined;
  const own = restPattern(view);
  const all = types.flatMap(viewFormats).filter(({ rest }) => mayOverlap(own, rest));
  const certain = all.filter(({ isOfAnyService }) => !isOfAnyService);
  const fitting = certain.length > 0 ? certain : all;
  return { regions: fitting.map(({ region }) => region), accounts: fitting.map(({ account }) => account) };
}

const REST_PATTERNS = new WeakMap<ArnView, SequencePattern>();

/** The texts that the resource part may be, made once for all comparisons. */
export function restPattern(view: ArnView): SequencePattern {
  const known = REST_PATTERNS.get(view);
  if (known !== undefined) return known;
  const made = anyValues(view.rest.parts);
  REST_PATTERNS.set(view, made);
  return made;
}

const FORMATS = new WeakMap<ResourceTypeDefinition, readonly FormatView[]>();

function viewFormats(type: ResourceTypeDefinition): readonly FormatView[] {
  let views = FORMATS.get(type);
  if (views === undefined) {
    views = arnFormats(type.arnFormat).map(viewFormat);
    FORMATS.set(type, views);
  }
  return views;
}

function viewFormat(format: string): FormatView {
  const [, , , region = "", account = "", ...rest] = format.split(":");
  return {
    isOfAnyService: isOfAnyService(format),
    region: useOf(region),
    account: useOf(account),
    rest: anyValues(formatParts(rest.join(":"))),
  };
}

function useOf(segment: string): SegmentUse {
  if (segment === "") return "empty";
  if (segment === "*") return "optional";
  return segment.startsWith("${") ? "any" : { literal: segment };
}

/**
 * `${BucketName}/${ObjectName}` as a pattern: each variable piece is any text, the empty one and slashes too, since the question
 * is whether the resource is of some type, not which one it is of (`formatPattern`).
 */
function formatParts(format: string): readonly TemplatePart[] {
  return format
    .split(/(\$\{[^}]*\}|\*)/)
    .filter((piece) => piece !== "")
    .map((piece) => (/^(\$\{|\*)/.test(piece) ? { kind: "anyString" } : { kind: "literal", text: piece }));
}
