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
  throw refusalError(refusal(plan.problems, className, name), resource);
}

/**
 * An error that the CLI shows as `message` and nothing else. Where it is thrown while an output resolves, the SDK would
 * show its stack, whatever `hideStack` says, and put the child's property that was serialised before the message.
 */
export function refusalError(message: string, resource?: pulumi.Resource): pulumi.ResourceError {
  const error = new pulumi.ResourceError(message, resource, true);
  error.stack = "";
  return Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
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
