import type { EffectivePermissions } from "../contain/containment";
import type { NamedPolicy, PolicyDocument, Statement } from "../document/policy-document";

/** `least`: what holds whoever the caller is; `most`: what holds for some caller. */
export type CallerSide = "least" | "most";

const OF_CALLER = /aws:(userid|username|principal)/i;

/** Whether a condition or variable of the policies tells callers apart: by their name, id, ARN, account or tags. */
export function speaksOfCaller(policies: readonly NamedPolicy[]): boolean {
  return policies.some(({ document }) => document.statements.some(tellsCallersApart));
}

/**
 * What permissions allow without what they say of the caller, decided one way: `least` allows nothing that they do not allow every caller,
 * `most` all that they allow some caller. What `least` of one allows beyond `most` of another is a difference whoever the caller is.
 */
export function ofAnyCaller(permissions: EffectivePermissions, side: CallerSide): EffectivePermissions {
  const { identity = [], permissionsBoundary, ...others } = permissions.policies;
  const changed = ({ id, document }: NamedPolicy): NamedPolicy => ({
    id,
    document: documentOfAnyCaller(document, side),
  });
  return {
    ...permissions,
    policies: {
      ...others,
      identity: identity.map(changed),
      ...(permissionsBoundary === undefined ? {} : { permissionsBoundary: changed(permissionsBoundary) }),
    },
  };
}

/** The same of one document. Its statements keep their places. */
export function documentOfAnyCaller(document: PolicyDocument, side: CallerSide): PolicyDocument {
  return {
    ...document,
    statements: document.statements.map((statement) => {
      if (!tellsCallersApart(statement)) return statement;
      return (statement.effect === "Allow") === (side === "most") ? widened(statement) : nothingAt(statement);
    }),
  };
}

function tellsCallersApart(part: unknown): boolean {
  return OF_CALLER.test(JSON.stringify(part));
}

/** The statement for every request that it is about for some caller. */
function widened({ resources, notResources, ...statement }: Statement): Statement {
  const spared = notResources?.filter((resource) => !tellsCallersApart(resource));
  const about: Pick<Statement, "resources" | "notResources"> = spared?.length
    ? { notResources: spared }
    : { resources: resources?.map((resource) => (tellsCallersApart(resource) ? "*" : resource)) ?? ["*"] };
  return {
    ...statement,
    ...about,
    conditions: statement.conditions.filter((condition) => !tellsCallersApart(condition)),
  };
}

/** What stands in the place of a statement that does not count, so that the others keep their index. */
function nothingAt({ pointer, sid }: Statement): Statement {
  const nothing = {
    effect: "Deny",
    actions: ["none:None"],
    resources: ["arn:aws:none:::none"],
    conditions: [],
  } as const;
  return { pointer, ...(sid !== undefined && { sid }), ...nothing };
}
