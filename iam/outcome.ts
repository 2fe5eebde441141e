import type { Reason } from "./reason";

/** Whether something holds for the request: yes, no, or unknown for a reason. Reasons are made once, when compiling. */
export type Outcome = boolean | Reason;

/** Not: what is unknown stays unknown. */
export function negate(outcome: Outcome): Outcome {
  return typeof outcome === "boolean" ? !outcome : outcome;
}

/** And: one `false` decides, whatever is unknown beside it. */
export function and(a: Outcome, b: Outcome): Outcome {
  if (a === false || b === false) return false;
  return a === true ? b : a;
}

/** Or: one `true` decides, whatever is unknown beside it. */
export function or(a: Outcome, b: Outcome): Outcome {
  if (a === true || b === true) return true;
  return a === false ? b : a;
}
