import { expect } from "chai";
import fc from "fast-check";

import { checkDisjointness, evaluate, globMatcher } from "../../../iam";
import { EVERYTHING, type GuardArguments, guardPolicy } from "../../support/guards";
import { policy } from "../../support/policies";
import { RUNS, SEED } from "../../support/property-settings";
import { ACCOUNT } from "../../support/pulumi-mocks";

const roleArn = (account: string, name: string): string => `arn:aws:iam::${account}:role/${name}`;
const PROFILE = `arn:aws:iam::${ACCOUNT}:instance-profile/a`;
const SERVICES = ["ec2.amazonaws.com", "ec2.amazonaws.com.cn", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com"];
const OTHER_ACCOUNT = "111122223333";

/** Names that collide: paths, prefixes and capitals of two letters. */
const roleName = fc.stringMatching(/^(a\/)?[abA]{1,2}$/);

/** Arguments with every option on and off. */
const guardArguments: fc.Arbitrary<GuardArguments> = fc
  .record(
    {
      roles: fc.array(
        roleName.map((name) => roleArn(ACCOUNT, name)),
        { minLength: 1, maxLength: 3 },
      ),
      rolePrefix: fc.record(
        { path: fc.constantFrom("/", "/a/"), prefix: fc.constantFrom("a", "ab") },
        { requiredKeys: ["prefix"] },
      ),
      services: fc.constantFrom(SERVICES.slice(0, 1), SERVICES.slice(0, 2)),
      exclusive: fc.boolean(),
      preventBypass: fc.boolean(),
      launch: fc.constant({ profiles: [PROFILE], templates: ["lt-0a"] }),
      association: fc.constant({ profiles: [PROFILE] }),
      templates: fc.constant({ templates: ["lt-0a"] }),
      groups: fc.constant({ names: ["web"] }),
    },
    { requiredKeys: ["roles"] },
  )
  .map(
    ({ groups, ...args }) => ("launch" in args && groups !== undefined ? { ...args, groups } : args) as GuardArguments,
  );

function patterns({ roles, ...args }: GuardArguments): readonly string[] {
  const prefix = args["rolePrefix"] as { path?: string; prefix: string } | undefined;
  return prefix === undefined
    ? roles
    : [...roles, roleArn(ACCOUNT, `${(prefix.path ?? "/").slice(1)}${prefix.prefix}*`)];
}

describe("whatever the arguments of a PassRoleGuard", () => {
  it("no request to pass a role outside its list, to another service or account is allowed by it, nor, if exclusive, by anything", () => {
    const request = fc.record({
      account: fc.constantFrom(ACCOUNT, ACCOUNT, OTHER_ACCOUNT),
      name: roleName,
      service: fc.option(fc.constantFrom(SERVICES[0], ...SERVICES), { nil: undefined }),
      instance: fc.option(fc.constantFrom(ACCOUNT, ACCOUNT, OTHER_ACCOUNT), { nil: undefined }),
    });
    const counts = { allowed: 0, refused: 0 };
    fc.assert(
      fc.property(guardArguments, request, (args, { account, name, service, instance }) => {
        const guard = guardPolicy(args);
        const resource = roleArn(account, name);
        const asked = {
          principal: `arn:aws:iam::${ACCOUNT}:user/alice`,
          action: "iam:PassRole",
          resource,
          context: {
            ...(service !== undefined && { "iam:PassedToService": service }),
            ...(instance !== undefined && {
              "iam:AssociatedResourceArn": `arn:aws:ec2:eu-central-1:${instance}:instance/*`,
            }),
          },
        };
        const isListed = patterns(args).some((pattern) => globMatcher(pattern)(resource));
        const services = (args["services"] as readonly string[] | undefined) ?? SERVICES.slice(0, 1);
        const isEc2 = service !== undefined && services.includes(service);
        const alone = evaluate(asked, { identity: [guard] }).decision;
        expect(alone === "allowed").to.equal(isListed && isEc2 && instance === ACCOUNT);
        if (args["exclusive"] !== false && (!isListed || (service !== undefined && !isEc2))) {
          expect(evaluate(asked, { identity: [guard, EVERYTHING] }).decision).to.equal("explicitDeny");
        }
        counts[alone === "allowed" ? "allowed" : "refused"]++;
      }),
      { seed: SEED, numRuns: RUNS / 5 },
    );
    expect(counts.allowed).to.be.greaterThan(RUNS / 200);
  });

  it("the engine proves it over all requests", () => {
    const allow = (statement: object) =>
      policy("other", {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "iam:PassRole", ...statement }],
      });
    fc.assert(
      fc.property(guardArguments, (args) => {
        const services = (args["services"] as readonly string[] | undefined) ?? SERVICES.slice(0, 1);
        const forbidden = [
          allow({ NotResource: [...patterns(args)] }),
          allow({ Resource: "*", Condition: { StringNotEquals: { "iam:PassedToService": services } } }),
          allow({ Resource: `arn:*:iam::${OTHER_ACCOUNT}:role/*` }),
          allow({
            Resource: "*",
            Condition: { ArnNotLike: { "iam:AssociatedResourceArn": `arn:aws:ec2:*:${ACCOUNT}:instance/*` } },
          }),
        ];
        for (const one of forbidden) {
          expect(checkDisjointness(guardPolicy(args).document, one.document).kind).to.equal("disjoint");
        }
      }),
      { seed: SEED, numRuns: Math.min(RUNS, 20) },
    );
  });
});
