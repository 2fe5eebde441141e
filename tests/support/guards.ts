import { planPassRoleGuard } from "../../components/pass-role-guard/pass-role-guard-plan";
import type { NamedPolicy } from "../../iam";
import { policy } from "./policies";
import { ACCOUNT } from "./pulumi-mocks";

/** Arguments of a plan of a guard, without what its provider says. */
export interface GuardArguments {
  readonly roles: readonly string[];
  readonly [further: string]: unknown;
}

/** The document of a guard in the account of the tests; throws if the arguments are refused. */
export function guardDocument(args: GuardArguments): object {
  const plan = planPassRoleGuard({
    partition: "aws",
    accountId: ACCOUNT,
    ec2ServicePrincipal: "ec2.amazonaws.com",
    holders: [{ kind: "user", name: "alice" }],
    ...args,
  });
  if (plan.kind === "refused") throw new Error(JSON.stringify(plan.problems));
  return plan.plan.document;
}

/** The same as a policy. */
export function guardPolicy(args: GuardArguments): NamedPolicy {
  return policy("guard", guardDocument(args));
}

/** What a holder has who may do everything but for the guard. */
export const EVERYTHING: NamedPolicy = policy("everything", {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["iam:*", "ec2:*", "autoscaling:*"], Resource: "*" }],
});
