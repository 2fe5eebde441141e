import * as pulumi from "@pulumi/pulumi";

import type { Plan, Problem } from "./plan";

/**
 * Returns what was planned.
 * @throws pulumi.ResourceError, shown without a stack trace, with one message that lists every problem.
 */
export function plannedOrThrow<T>(plan: Plan<T>, className: string, name: string, resource?: pulumi.Resource): T {
  if (plan.kind === "planned") {
    return plan.plan;
  }
  const error = new pulumi.ResourceError(refusal(plan.problems, className, name), resource, true);
  // Thrown while an output resolves, the SDK shows the stack whatever `hideStack` says.
  error.stack = "";
  throw error;
}

/** Logs what is not as recommended, one line a warning, once for each component. */
export function logWarnings(plan: Plan<unknown>, className: string, name: string, resource?: pulumi.Resource): void {
  for (const { property, message } of plan.kind === "planned" ? (plan.warnings ?? []) : []) {
    void pulumi.log.warn(`${className} \`${name}\`: ${property}: ${message}`, resource);
  }
}

/** The message for arguments that cannot be used, one line a problem. */
export function refusal(problems: readonly Problem[], className: string, name: string): string {
  const lines = problems.map(({ property, message }) => `  ${property === "" ? "" : `${property}: `}${message}`);
  return [`invalid arguments of ${className} \`${name}\`:`, ...lines].join("\n");
}
