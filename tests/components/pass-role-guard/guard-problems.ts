import { planPassRoleGuard } from "../../../components/pass-role-guard/pass-role-guard-plan";
import { ACCOUNT } from "../../support/pulumi-mocks";

/** A role of the guard's account. */
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/pics`;

/** Every problem of arguments that are known, with what the provider says. */
export function problemsOf(args: object): readonly string[] {
  const plan = planPassRoleGuard({
    partition: "aws",
    accountId: ACCOUNT,
    ec2ServicePrincipal: "ec2.amazonaws.com",
    roles: [ROLE],
    holders: [],
    ...args,
  });
  return plan.kind === "refused" ? plan.problems.map(({ property, message }) => `${property}: ${message}`) : [];
}
