import type { PolicyDocument } from "../iam";
import { checkContainment, checkDisjointness } from "../iam";
import { readSymbolically } from "./document-checks";
import type { Problem } from "./plan";
import { isSymbolic } from "./plan";

/** A document of the role, undefined while the whole of it is not known, with the argument that it comes from. */
export interface RoleDocument {
  readonly property: string;
  readonly document: object | undefined;
}

/** What a boundary leaves of the role. */
export interface BoundaryCheck {
  /** It allows nothing of what the role is given. */
  readonly problems: readonly Problem[];
  /** It allows nothing of one document among several. */
  readonly warnings: readonly Problem[];
}

/**
 * Says which of `documents` give the role nothing, since `boundary` allows nothing of them: a problem where that is true
 * of all, and `complete` says that the role has no others; `property` is where the boundary was given. May miss what hangs on unknown values.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function checkBoundary(
  boundary: unknown,
  documents: readonly RoleDocument[],
  options: { readonly complete: boolean; readonly property?: string },
): BoundaryCheck {
  const limit = readDocument(boundary);
  const giving = documents.flatMap(({ property, document }) => allowing(property, document));
  if (limit === undefined || giving.length === 0) {
    return { problems: [], warnings: [] };
  }
  const useless = giving.filter(({ document }) => checkDisjointness([document], [limit]).kind === "disjoint");
  const isComplete = options.complete && documents.every(({ document }) => document !== undefined);
  return isComplete && useless.length === giving.length
    ? { problems: [allowsNothing(useless, limit, options.property ?? "permissionsBoundary")], warnings: [] }
    : { problems: [], warnings: useless.map(({ property }) => ({ property, message: NOTHING_OF_IT })) };
}

/** What is known of the boundary of a role. */
export interface KnownBoundary {
  readonly document?: PolicyDocument;
  /** There is one whose document is not known here: it may take away what the role is given. */
  readonly isUnknown?: boolean;
}

/** Returns what is known of a boundary: `given` as an argument, and `document` as far as it is known. */
export function knownBoundary(given: unknown, document: unknown): KnownBoundary {
  if (given === undefined) return {};
  const read = readDocument(document);
  return read === undefined ? { isUnknown: true } : { document: read };
}

const NOTHING_OF_IT =
  "`permissionsBoundary` allows nothing of it, so it gives the role nothing: expected a boundary that allows some of it, or the statements left out";

interface Giving {
  readonly property: string;
  readonly document: PolicyDocument;
}

/** The document, if it allows anything at all. */
function allowing(property: string, document: object | undefined): readonly Giving[] {
  const read = document === undefined ? undefined : readDocument(document);
  return read?.statements.some(({ effect }) => effect === "Allow") === true ? [{ property, document: read }] : [];
}

function allowsNothing(useless: readonly Giving[], limit: PolicyDocument, property: string): Problem {
  const properties = useless.map(({ property }) => `\`${property}\``).join(", ");
  const containment = checkContainment(
    useless.map(({ document }) => document),
    limit,
  );
  const example =
    containment.kind === "notContained"
      ? `, such as \`${containment.counterexample.action}\` on \`${containment.counterexample.resource}\``
      : "";
  return {
    property,
    message: `got a boundary that allows nothing of what the role is given by ${properties}, which would have no effect: expected a boundary that allows it${example}`,
  };
}

/** The document that a JSON text or object is; undefined where it is not known, or is none. */
function readDocument(given: unknown): PolicyDocument | undefined {
  const json = typeof given === "string" ? parsed(given) : given;
  if (typeof json !== "object" || json === null) {
    return undefined;
  }
  const result = readSymbolically(json, "identity");
  return result.kind === "parsed" ? result.document : undefined;
}

/** A boundary that is no JSON is the concern of whoever made it. */
function parsed(text: string): unknown {
  try {
    return isSymbolic(text) ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
