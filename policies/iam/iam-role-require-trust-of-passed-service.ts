import { globalPrincipal } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { misfitPassings, type MisfitPassing } from "../../stack-model/passed-services";
import { stackModelOf } from "../../stack-model/stack-model";
import { labelOf } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { readsDocuments } from "./document-judge";
import { renderStatements } from "./render-difference";

const FIX =
  "give each service a statement of its own for iam:PassRole, with the roles that trust it in Resource; or let the role's trust policy name the service";

const MAKE_TRUST_KNOWN =
  "write a trust policy that can be read and names the service, or make it from values that are known at preview";

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
      const byPasser = Map.groupBy(misfitPassings(stackModelOf(resources)), ({ passer }) => passer);
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
    ...finding("notVerified", open ?? [], sayOpen),
  ];
}

/** Where statements let the role be passed, its trust is what is not known. */
function sayOpen(passing: MisfitPassing): string {
  const { passedBy, undecided = "" } = passing;
  return passedBy.length === 0
    ? `whether it may pass ${describe(passing)} is not decided: ${undecided}`
    : `may pass ${describe(passing)}; whether the role trusts that service is not decided: ${undecided}`;
}

function fixOf(kind: Finding["kind"], passings: readonly MisfitPassing[]): string {
  const isTrustOpen = passings.every(({ passedBy }) => passedBy.length > 0);
  return kind === "notVerified" && isTrustOpen ? MAKE_TRUST_KNOWN : FIX;
}

function finding(
  kind: Finding["kind"],
  passings: readonly MisfitPassing[],
  say: (passing: MisfitPassing) => string,
): readonly Finding[] {
  const [first] = passings;
  if (first === undefined) return [];
  const said = [...new Map(passings.map((one) => [keyOf(one), say(one)])).values()];
  return [{ kind, resource: first.passer.resource, problem: said.join("; "), fix: fixOf(kind, passings) }];
}

/** The principals of one service in two partitions are one thing. */
function keyOf({ role, service }: MisfitPassing): string {
  return `${role.resource.urn} ${globalPrincipal(service)}`;
}

function describe({ role, service, passedBy }: MisfitPassing): string {
  const by = passedBy.length === 0 ? "" : `, by ${renderStatements(passedBy)},`;
  return `${labelOf(role.resource)}${by} to \`${service}\``;
}
