import type { Condition } from "../condition/condition";
import type { PolicyDocument, PolicySymbol, Principals, Statement } from "../document/policy-document";

/** A condition of a question: the operator, the key and the values. */
export type Asked = readonly [operator: string, key: string, values: readonly string[]];

/** Requests that a question asks for. */
export interface AskedRequests {
  readonly actions: readonly string[];
  /** Absent in questions to trust policies. */
  readonly resources?: readonly string[];
  readonly principals?: Partial<Principals>;
  readonly conditions?: readonly Asked[];
}

/** A policy document that allows the requests that a question asks for; `symbols` may stand in them. */
export function questionOf(requests: readonly AskedRequests[], symbols: readonly PolicySymbol[] = []): PolicyDocument {
  return { version: "2012-10-17", statements: requests.map(statementOf), symbols };
}

function statementOf({ actions, resources, principals, conditions = [] }: AskedRequests, index: number): Statement {
  return {
    effect: "Allow",
    actions,
    ...(resources && { resources }),
    ...(principals && { principals: { aws: [], service: [], federated: [], canonicalUser: [], ...principals } }),
    conditions: conditions.map(([operator, key, values]): Condition => ({ operator, key, values, pointer: "" })),
    pointer: `/Statement/${index}`,
  };
}
