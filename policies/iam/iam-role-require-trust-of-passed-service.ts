import { globalPrincipal, isServicePrincipal } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { misfitPassings, type MisfitPassing } from "../../stack-model/passed-services";
import { readDocument } from "../../stack-model/read-document";
import type { StackDocument } from "../../stack-model/stack-document";
import { stackModelOf, type StackModel } from "../../stack-model/stack-model";
import { labelOf } from "../../stack-model/stack-resource";
import { causeAt, type Finding } from "../findings";
import { joinProblems } from "../join-problems";
import type { StackPolicyDeclaration } from "../policy-declaration";
import { documentsOf, readsDocuments } from "./document-judge";
import { renderStatements } from "./render-difference";
import { causesByGroup } from "./shared-causes";

const NAME = "iam-role-require-trust-of-passed-service";
const FIX =
  "give each service a statement of its own for iam:PassRole, with the roles that trust it in Resource; or let the role's trust policy name the service";

const MAKE_TRUST_KNOWN =
  "write a trust policy that can be read and names the service, or make it from values that are known at preview";

export const iamRoleRequireTrustOfPassedService: StackPolicyDeclaration = {
  kind: "stack",
  name: NAME,
  displayName: "Passed roles trust the service",
  description: "Whom the stack lets pass a role of the stack to a service, the role trusts that service.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["iam", "pass-role", "trust", "least-privilege"],
  yieldsTo: [NAME, "iam-document-require-valid", "iam-role-disallow-public-trust"],
  remediationSteps: "Let the statement that grants iam:PassRole name only roles whose trust policies name the service.",
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources) => {
      const model = stackModelOf(resources);
      const byPasser = Map.groupBy(misfitPassings(model), ({ passer }) => passer);
      return [...byPasser.values()].flatMap((passings) => findingsOf(passings, model));
    },
  },
};

/**
 * One finding for what a passer may pass wrongly, one for what it may pass to names that no service has, and one for each
 * passing that is not decided.
 */
function findingsOf(passings: readonly MisfitPassing[], model: StackModel): readonly Finding[] {
  const open = passings.filter(({ undecided }) => undecided !== undefined);
  const misfits = passings.filter(({ undecided }) => undecided === undefined);
  const ofServices = misfits.filter(({ service }) => isServicePrincipal(service));
  const misspelt = misfits.filter(({ service }) => !isServicePrincipal(service));
  return [
    ...violation(ofServices, ({ passer }, documents) => causesByGroup(passer, documents, "pass to misfits", model)),
    ...violation(misspelt, () => misspelt.flatMap(placesOfService)),
    ...distinct(open).map((one): Finding => {
      const { passer, role, passedBy, isTrustUnread } = one;
      const fix = passedBy.length === 0 ? FIX : MAKE_TRUST_KNOWN;
      const causes = isTrustUnread === true ? [causeAt(role.resource, "assumeRolePolicy")] : [];
      return {
        kind: "notVerified",
        resource: passer.resource,
        problem: sayOpen(one),
        about: labelOf(role.resource),
        fix,
        causes,
      };
    }),
  ];
}

function violation(
  passings: readonly MisfitPassing[],
  causesOf: (first: MisfitPassing, documents: readonly StackDocument[]) => readonly string[],
): readonly Finding[] {
  const [first] = passings;
  if (first === undefined) return [];
  const { passer } = first;
  const said = distinct(passings).map((one) => ({
    problem: `may pass ${describe(one)}, which the trust policy does not name`,
    about: labelOf(one.role.resource),
  }));
  const documents = passings.flatMap(({ passedBy }) => documentsOf(passer, passedBy));
  const causes = causesOf(first, documents);
  return [{ kind: "violation", resource: passer.resource, problem: joinProblems(said), fix: FIX, causes }];
}

/** Where the statements that let the role be passed name the service. */
function placesOfService({ passer, passedBy, service }: MisfitPassing): readonly string[] {
  return passedBy.flatMap((statement) =>
    documentsOf(passer, [statement]).flatMap((document) => {
      const parsed = readDocument(document);
      const statements = parsed?.kind === "parsed" ? parsed.document.statements : [];
      const conditions = statements.flatMap((one) => (one.pointer === statement.pointer ? one.conditions : []));
      const naming = conditions.filter(({ values }) => values.includes(service));
      return naming.map(({ pointer }) => causeAt(document.resource, document.property, pointer));
    }),
  );
}

/** Where statements let the role be passed, its trust is what is not known. */
function sayOpen(passing: MisfitPassing): string {
  const { passedBy, undecided = "" } = passing;
  return passedBy.length === 0
    ? `whether it may pass ${describe(passing)} is not decided: ${undecided}`
    : `may pass ${describe(passing)}; whether that service is trusted is not decided: ${undecided}`;
}

/** The principals of one service in two partitions are one thing. */
function distinct(passings: readonly MisfitPassing[]): readonly MisfitPassing[] {
  const keyOf = ({ role, service }: MisfitPassing): string => `${role.resource.urn} ${globalPrincipal(service)}`;
  return [...new Map(passings.map((one) => [keyOf(one), one])).values()];
}

function describe({ role, service, passedBy }: MisfitPassing): string {
  const by = passedBy.length === 0 ? "" : `, by ${renderStatements(passedBy)},`;
  return `${labelOf(role.resource)}${by} to \`${service}\``;
}
