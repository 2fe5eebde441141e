import { compilePolicies, evaluate, type AuthorizationRequest, type PolicyDocument } from "../../../iam";
import { REQUEST_ACTIONS, REQUEST_RESOURCES, type OracleKey } from "./containment-arbitrary";

const PRINCIPAL = "arn:aws:iam::111122223333:role/example";

/** The requests of the small universe: every action, resource and value of the keys. */
export function* requestsOver(keys: readonly OracleKey[]): Generator<AuthorizationRequest> {
  const contexts = contextsOver(keys);
  for (const action of REQUEST_ACTIONS) {
    for (const resource of REQUEST_RESOURCES) {
      for (const context of contexts) yield { principal: PRINCIPAL, action, resource, context };
    }
  }
}

type Context = AuthorizationRequest["context"];

function contextsOver(keys: readonly OracleKey[]): readonly Context[] {
  let contexts: readonly Context[] = [{}];
  for (const { name, requestValues } of keys) {
    contexts = contexts.flatMap((context) =>
      requestValues.map((value) => (value === undefined ? context : { ...context, [name]: value })),
    );
  }
  return contexts;
}

/** The first request of the universe that inner allows and outer does not, by evaluating every one of them. */
export function enumerateDifference(
  inner: readonly PolicyDocument[],
  outer: readonly PolicyDocument[],
  keys: readonly OracleKey[],
): AuthorizationRequest | undefined {
  const [one, other] = [inner, outer].map((side) =>
    compilePolicies({ identity: side.map((document) => ({ id: "p", document })) }),
  );
  if (one === undefined || other === undefined) return undefined;
  for (const request of requestsOver(keys)) {
    if (evaluate(request, one).decision !== "allowed") continue;
    if (["explicitDeny", "implicitDeny"].includes(evaluate(request, other).decision)) return request;
  }
  return undefined;
}
