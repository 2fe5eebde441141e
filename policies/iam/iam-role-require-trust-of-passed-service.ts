import { globalPrincipal } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { misfitPassings, type MisfitPassing } from "../../stack-model/passed-services";
import { stackModelOf } from "../../stack-model/stack-model";
import type { StackPrincipal } from "../../stack-model/stack-principals";
import { labelOf } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { readsDocuments } from "./document-judge";
import { renderStatements } from "./render-difference";

const FIX =
  "give each service a statement of its own for iam:PassRole, with the roles that trust it in Resource; or let the role's trust policy name the service";

export const iamRoleRequireTrustOfPassedService: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-role-require-trust-of-passed-service",
  displayName: "Passed roles trust the service",
  description: "Whom the stack lets pass a role of the stack to a service, the role trusts that service.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["iam", "pass-role", "trust", "least-privilege"],
  remediationSteps: "Let the statement that grants iam:PassRole name only roles whose trust policies name the service.",
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources) => {
      const byPasser = new Map<StackPrincipal, MisfitPassing[]>();
      for (const one of misfitPassings(stackModelOf(resources))) {
        byPasser.set(one.passer, [...(byPasser.get(one.passer) ?? []), one]);
      }
      return [...byPasser.values()].flatMap(findingsOf);
    },
  },
};

/** One finding for what a passer may pass wrongly, and one for what is not decided of it. */
function findingsOf(passings: readonly MisfitPassing[]): readonly Finding[] {
  const [misfits, open] = [true, false].map((isDecided) =>
    passings.filter(({ undecided }) => (undecided === undefined) === isDecided),
  );
  return [
    ...finding("violation", misfits ?? [], (one) => `may pass ${describe(one)}, which its trust policy does not name`),
    ...finding(
      "notVerified",
      open ?? [],
      (one) => `whether ${describe(one)} fits is not decided: ${one.undecided ?? ""}`,
    ),
  ];
}

function finding(
  kind: Finding["kind"],
  passings: readonly MisfitPassing[],
  say: (passing: MisfitPassing) => string,
): readonly Finding[] {
  const [first] = passings;
  if (first === undefined) return [];
  const said = [...new Map(passings.map((one) => [keyOf(one), say(one)])).values()];
  return [{ kind, resource: first.passer.resource, problem: said.join("; "), fix: FIX }];
}

/** The principals of one service in two partitions are one thing. */
function keyOf({ role, service }: MisfitPassing): string {
  return `${role.resource.urn} ${globalPrincipal(service)}`;
}

function describe({ role, service, passedBy }: MisfitPassing): string {
  const by = passedBy.length === 0 ? "" : `, by ${renderStatements(passedBy)},`;
  return `${labelOf(role.resource)}${by} to \`${service}\``;
}
