import type { AuthorizationRequest } from "../evaluate/authorization-request";
import { TOGETHER } from "./key-facts";
import { replay, type ReadGoal } from "./goal";

/**
 * Leaves out each key of the context, and each value of a list, that the request serves its goal without: again and again,
 * since a key may be needed only beside another one.
 */
export function reduceRequest(request: AuthorizationRequest, goal: ReadGoal): AuthorizationRequest {
  const reduced = reduceOnce(request, goal);
  return reduced === request ? request : reduceRequest(reduced, goal);
}

function reduceOnce(request: AuthorizationRequest, goal: ReadGoal): AuthorizationRequest {
  let reduced = request;
  const kept = new Set(goal.all.flatMap(({ fixed }) => Object.keys(fixed?.context ?? {})));
  for (const [key, value] of Object.entries(request.context)) {
    if (kept.has(key) || hasPartner(key, request)) continue;
    reduced = firstThatServes([without(reduced, key), ...shorter(reduced, key, value)], goal) ?? reduced;
  }
  return reduced;
}

/** Whether the request has a key that never comes without this one. */
function hasPartner(key: string, { context }: AuthorizationRequest): boolean {
  const present = new Set(Object.keys(context).map((name) => name.toLowerCase()));
  const pair = TOGETHER.find((keys) => keys.includes(key.toLowerCase()));
  return pair?.every((one) => present.has(one)) === true;
}

function firstThatServes(requests: readonly AuthorizationRequest[], goal: ReadGoal): AuthorizationRequest | undefined {
  return requests.find((request) => replay(request, goal).serves);
}

function without(request: AuthorizationRequest, key: string): AuthorizationRequest {
  const context = Object.fromEntries(Object.entries(request.context).filter(([name]) => name !== key));
  return { ...request, context };
}

function shorter(
  request: AuthorizationRequest,
  key: string,
  value: AuthorizationRequest["context"][string],
): readonly AuthorizationRequest[] {
  if (typeof value !== "object" || value.length < 2) return [];
  return value.map((one) => ({ ...request, context: { ...request.context, [key]: [one] } }));
}
