import { splitArn } from "../arn/arn";
import type {
  NamedPolicy,
  PolicyDocument,
  PolicyType,
  Statement,
  StatementReference,
} from "../document/policy-document";
import type { AuthorizationRequest } from "../evaluate/authorization-request";
import { evaluate } from "../evaluate/evaluate";
import { evaluateAll } from "../evaluate/evaluate-all";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { globMatcher } from "../pattern/glob-matcher";
import type { Reason } from "../reason";
import { askAccess } from "./ask";
import { freshText } from "./fresh-text";
import { CLAIMS, RUN_INSTANCES, type Claim, type Probe } from "./imdsv2-claims";
import { questionOf } from "./question";

/** What a document means to refuse, and does not; or lets no one do, and should. */
export interface Imdsv2Gap {
  /** `notRefused`: a request without IMDSv2 gets through. `refused`: one with IMDSv2 does not. `unknown`: not decided. */
  readonly kind: "notRefused" | "refused" | "unknown";
  /** The request in words: `a launch that asks for optional tokens`. */
  readonly request: string;
  /** The statements that claim to require IMDSv2 of such requests; for `notRefused` by Allow statements, those that grant. */
  readonly statements: readonly StatementReference[];
  /** With `unknown` alone. */
  readonly reason?: Reason;
}

/** The document of a service control policy, or an identity-based policy. */
export type Imdsv2PolicyType = Extract<PolicyType, "identity" | "scp">;

/**
 * Finds what a document that claims to require IMDSv2 does not keep: one with statements on `ec2:MetadataHttpTokens`,
 * `ec2:Attribute/HttpTokens` or, for all actions, `ec2:RoleDelivery`. Deny statements are put beside an Allow of everything
 * and asked with requests by somebody, in a region and on resources that the document does not name, so that exceptions
 * by name are no gap and a limit to some regions, accounts or roles is one. Allow statements must grant no launch without.
 * Exact for these requests; a document without such statements has no gaps.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-instance-metadata
 */
// ASSUMPTION: docs/adr/0055-what-a-claim-to-require-imdsv2-must-keep.md
export function findImdsv2Gaps(
  document: PolicyDocument,
  policyType: Imdsv2PolicyType,
  limits: Limits = DEFAULT_LIMITS,
): readonly Imdsv2Gap[] {
  return CLAIMS.flatMap((claim) => {
    const claiming = claimingStatements(document, claim);
    if (claiming.some(({ effect }) => effect === "Deny")) return gapsOfDeny(document, claiming, claim, policyType);
    return claiming.length > 0 && claim.action === RUN_INSTANCES ? gapsOfAllow(document, limits) : [];
  });
}

function claimingStatements({ statements }: PolicyDocument, { action, keys }: Claim): readonly Statement[] {
  return statements.filter(
    ({ actions = [], conditions }) =>
      conditions.some(({ key }) => keys.includes(key.toLowerCase())) &&
      actions.some((pattern) => globMatcher(pattern.toLowerCase())(action.toLowerCase())),
  );
}

/** The claiming Deny statements beside an Allow of everything: other statements neither help nor harm. */
function gapsOfDeny(
  document: PolicyDocument,
  claiming: readonly Statement[],
  { probes }: Claim,
  policyType: Imdsv2PolicyType,
): readonly Imdsv2Gap[] {
  const deny = claiming.filter(({ effect }) => effect === "Deny");
  const policies: readonly NamedPolicy[] = [
    { id: "everything", document: EVERYTHING },
    { id: "document", document: { ...document, statements: deny } },
  ];
  const applicable = policyType === "scp" ? { scps: [policies] } : { identity: policies };
  const statements = deny.map((statement) => referenceTo(statement, document));
  return probes.flatMap((probe): readonly Imdsv2Gap[] => {
    const { request, refuse } = probe;
    const { decision, reason } = decisionOn(requestsOf(probe, document), refuse, applicable);
    if (decision === "unknown") return [{ kind: "unknown", request, statements, ...(reason && { reason }) }];
    if (refuse && decision === "allowed") return [{ kind: "notRefused", request, statements }];
    return !refuse && decision !== "allowed" ? [{ kind: "refused", request, statements }] : [];
  });
}

const EVERYTHING: PolicyDocument = questionOf([{ actions: ["*"], resources: ["*"] }]);

/** Of requests to refuse each must be, so the first that is allowed counts; of a call to let through all together. */
function decisionOn(
  requests: readonly AuthorizationRequest[],
  refuse: boolean,
  policies: Parameters<typeof evaluate>[1],
): ReturnType<typeof evaluate> {
  if (!refuse) return evaluateAll(requests, policies);
  const evaluations = requests.map((request) => evaluate(request, policies));
  const open = evaluations.find(({ decision }) => decision === "allowed") ?? evaluations.find(isUnknown);
  return open ?? { decision: "explicitDeny", deciding: [] };
}

function isUnknown({ decision }: ReturnType<typeof evaluate>): boolean {
  return decision === "unknown";
}

/** The call against each resource, with and without a launch template where it must be refused. */
function requestsOf(probe: Probe, document: PolicyDocument): readonly AuthorizationRequest[] {
  const { refuse, action, resources, context } = probe;
  const name = freshText(textsOf(document));
  const region = freshText(textsOf(document), "-1");
  const partition = partitionOf(document);
  const common = {
    "aws:RequestedRegion": region,
    "ec2:Region": region,
    "aws:PrincipalIsAWSService": false,
    "aws:ViaAWSService": false,
  };
  const requests = resources.map((type): AuthorizationRequest => {
    const owner = type === "image" ? "" : ACCOUNT;
    return {
      principal: `arn:${partition}:iam::${ACCOUNT}:role/${name}`,
      action,
      resource: type === "*" ? "*" : `arn:${partition}:ec2:${region}:${owner}:${type}/${name}`,
      context: { ...common, ...(type === "instance" || type === "*" ? context : {}) },
    };
  });
  if (!refuse || action !== RUN_INSTANCES) return requests;
  return [false, true].flatMap((fromTemplate) =>
    requests.map((request) => ({
      ...request,
      context: { ...request.context, "ec2:IsLaunchTemplateResource": fromTemplate },
    })),
  );
}

const ACCOUNT = "000000000001";

function textsOf({ statements }: PolicyDocument): readonly string[] {
  return statements.flatMap(({ resources = [], notResources = [], conditions }) => [
    ...resources.flatMap((resource) => resource.split(/[:/]/)),
    ...notResources.flatMap((resource) => resource.split(/[:/]/)),
    ...conditions.flatMap(({ values }) => values.flatMap((value) => value.split(/[:/]/))),
  ]);
}

/** The partition that the document is written for: the first that its resources name, else `aws`. */
function partitionOf({ statements }: PolicyDocument): string {
  const named = statements.flatMap(({ resources = [] }) => resources.map((resource) => splitArn(resource)?.[1]));
  return named.find((partition) => partition !== undefined && /^aws[a-z-]*$/.test(partition)) ?? "aws";
}

/** Launches without IMDSv2 that the Allow statements of the whole document grant. */
function gapsOfAllow(document: PolicyDocument, limits: Limits): readonly Imdsv2Gap[] {
  const without = [
    ["a launch that asks for optional tokens", ["StringEquals", "ec2:MetadataHttpTokens", ["optional"]]],
    ["a launch that does not say whether tokens are required", ["Null", "ec2:MetadataHttpTokens", ["true"]]],
  ] as const;
  return without.flatMap(([request, condition]): readonly Imdsv2Gap[] => {
    const resources = ["arn:*:ec2:*:*:instance/*"];
    const question = questionOf([{ actions: [RUN_INSTANCES], resources, conditions: [condition] }]);
    const answer = askAccess(document, question, "identity", limits);
    if (answer.kind === "notGranted") return [];
    if (answer.kind === "granted") return [{ kind: "notRefused", request, statements: answer.statements }];
    return [{ kind: "unknown", request, statements: [], reason: answer.reason }];
  });
}

function referenceTo(statement: Statement, { statements }: PolicyDocument): StatementReference {
  const { sid, pointer } = statement;
  return { policyId: "document", statementIndex: statements.indexOf(statement), ...(sid && { sid }), pointer };
}
