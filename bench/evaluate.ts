import type { Bench } from "tinybench";
import { compilePolicies, evaluate, parsePolicyDocument, type AuthorizationRequest } from "../iam";
import { ADMINISTRATOR, DELETE_REQUEST, documentOf, READ_ONLY, READ_REQUEST, TWO_STATEMENTS } from "./corpus";

/** Adds the measurements of evaluation: policies compiled once, one request a run. */
export function addEvaluate(bench: Bench): void {
  const add = (name: string, statements: readonly object[], request: AuthorizationRequest): void => {
    const characters = JSON.stringify(statements).length;
    const compiled = compilePolicies({ identity: [{ id: "p", document: documentOf(statements) }] });
    const { decision } = evaluate(request, compiled);
    if (decision !== "allowed") throw new Error(`${name}: expected the request to be allowed, got ${decision}`);
    bench.add(`evaluate: ${name}, ${characters} characters`, () => {
      evaluate(request, compiled);
    });
  };
  add("two statements", TWO_STATEMENTS, READ_REQUEST);
  add("read-only", READ_ONLY, READ_REQUEST);
  add("administrator", ADMINISTRATOR, DELETE_REQUEST);
  const text = JSON.stringify({ Version: "2012-10-17", Statement: ADMINISTRATOR.slice(0, 6) });
  bench.add(`parse: ${text.length} characters`, () => {
    parsePolicyDocument(text);
  });
  bench.add("compile: administrator", () => {
    compilePolicies({ identity: [{ id: "p", document: administrator }] });
  });
}

const administrator = documentOf(ADMINISTRATOR);
