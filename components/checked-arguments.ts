import * as pulumi from "@pulumi/pulumi";

import type { Plan } from "./plan";
import { logWarnings, plannedOrThrow } from "./refuse";
import { resolveImmediately, resolveSymbolically } from "./symbolic-inputs";

/**
 * Checks the arguments of a component that makes no documents: what is known at construction at once, the rest as soon
 * as it is known, at preview wherever it can be. Returns the arguments, unusable until they are checked.
 * @throws pulumi.ResourceError that lists every known argument that cannot be used.
 */
export function checkedArguments<A extends object, P>(
  component: pulumi.ComponentResource,
  name: string,
  args: A,
  planOf: (input: A) => Plan<P>,
): { readonly [K in keyof A]: pulumi.Output<pulumi.Unwrap<A[K]>> } {
  const className = component.constructor.name;
  plannedOrThrow(planOf(resolveImmediately(args) as A), className, name, component);
  const checked = resolveSymbolically(args).then(({ value }) => {
    const plan = planOf(value as A);
    plannedOrThrow(plan, className, name, component);
    logWarnings(plan, className, name, component);
    return true;
  });
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      key,
      pulumi.all([value, checked]).apply(([unwrapped]) => unwrapped as unknown),
    ]),
  ) as { readonly [K in keyof A]: pulumi.Output<pulumi.Unwrap<A[K]>> };
}
