import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { DecidedRole } from "../../ec2/published-pass-role";
import type { AcceptedGain, PublishedDocument } from "../../iam";
import { given } from "../given";
import { InstanceRole } from "../instance-role";
import { describe, isSymbolic } from "../plan";
import { programEnd } from "../program-end";
import { plannedOrThrow } from "../refuse";
import { type HeldPolicy, knownPermissions, type RolePermissions } from "../role-permissions";
import { resolveSymbolically } from "../symbolic-inputs";
import { judgeGain, type PassableRole, type ProgramPrincipal, type RoleGain, sentenceOf } from "./gains-plan";
import type { PassRoleGuardArgs, PasserDocument } from "./guard-arguments";
import type { GuardHolder } from "./guard-schema-plan";
import { overBroadPassing } from "./passer-documents-plan";

/** What a guard has found out about the roles that it lets be passed. */
export interface Judgement {
  readonly decided: readonly DecidedRole[];
  /** The gains that `allowGain` accepts. */
  readonly gains: readonly RoleGain[];
}

/** A guard, as far as the judgement needs it. */
export interface JudgedGuard {
  readonly name: string;
  readonly args: PassRoleGuardArgs;
  readonly holder: GuardHolder | undefined;
  /** ARNs of `args.roles`, as they are published. */
  readonly roles: readonly string[];
  /** By ARNs of the same form. */
  readonly allowGain: readonly AcceptedGain[];
  /** The guard's own document. */
  readonly own: pulumi.Output<PublishedDocument[]>;
}

/**
 * Compares every InstanceRole that may be passed with what is known of its passer, where something is: the documents in
 * `passer`, or an InstanceRole as the holder.
 * @throws pulumi.ResourceError with the request that is gained, unless `allowGain` accepts it, and with a document of the
 * passer that lets it pass every role.
 */
export async function judgePassedRoles(guard: JudgedGuard): Promise<Judgement> {
  const passer = await comparedPasser(guard);
  if (passer === undefined) return { decided: [], gains: [] };
  const decided: DecidedRole[] = [];
  const gains: RoleGain[] = [];
  const given = Object.keys(guard.args.passer?.documents ?? {});
  const broad = overBroadPassing(passer.permissions, given);
  const problems = [...broad.problems];
  for (const { property, message } of broad.notVerified) warn(guard, property, message);
  for (const [index, role] of (guard.args.roles ?? []).entries()) {
    if (!InstanceRole.isInstance(role)) continue;
    const arn = guard.roles[index] ?? "";
    const property = `roles[${index}]`;
    const verdict = judgeGain(await comparedRole(role, arn), passer, guard.allowGain);
    if (verdict.kind === "gain") {
      problems.push({ property, message: gainMessage(verdict.gain) });
      continue;
    }
    if (verdict.kind === "gainAccepted" && verdict.gain !== undefined) gains.push(verdict.gain);
    if (verdict.kind === "unknown") {
      warn(guard, property, `not verified: ${verdict.reason}`);
    }
    decided.push({ role: arn, verdict: verdict.kind });
  }
  return plannedOrThrow(
    problems.length > 0 ? { kind: "refused", problems } : { kind: "planned", plan: { decided, gains } },
    "PassRoleGuard",
    guard.name,
  );
}

function warn({ name }: JudgedGuard, property: string, message: string): void {
  void pulumi.log.warn(`PassRoleGuard \`${name}\`: ${property}: ${message}`);
}

/** Judges once more when the program has run, if a role or its passer has got further policies since `judgePassedRoles` was called. */
export async function judgeWhenComplete(guard: JudgedGuard, judged: Promise<Judgement>): Promise<void> {
  const before = permissionsOf(guard);
  await programEnd();
  const isJudged = await judged.then(
    () => true,
    () => false,
  );
  if (isJudged && permissionsOf(guard).some((permissions, index) => permissions !== before[index])) {
    await judgePassedRoles(guard);
  }
}

function permissionsOf({ args }: JudgedGuard): readonly RolePermissions[] {
  return [...(args.roles ?? []), args.role]
    .filter((role) => InstanceRole.isInstance(role))
    .map((role) => role.permissions());
}

function gainMessage(gain: RoleGain): string {
  return (
    `${sentenceOf(gain)}: take the permission from the role, give it to ${gain.passer}, or accept the gain with ` +
    `\`allowGain: [{ role, reason }]\`\n    gain: ${JSON.stringify(gain)}`
  );
}

async function comparedRole(role: InstanceRole, arn: string): Promise<PassableRole> {
  return {
    label: `role \`${arn.split("/").at(-1) ?? arn}\``,
    publishedArn: arn,
    permissions: await knownPermissions(role.permissions()),
    ...(isSymbolic(arn) ? {} : { arn }),
  };
}

async function comparedPasser({ args, holder, own }: JudgedGuard): Promise<ProgramPrincipal | undefined> {
  const held = InstanceRole.isInstance(args.role) ? args.role.permissions() : undefined;
  if (args.passer === undefined && held === undefined) return undefined;
  const { documents = {}, permissionsBoundary, tags } = args.passer ?? {};
  const boundary = permissionsBoundary === undefined ? held?.boundary : boundaryOf(permissionsBoundary);
  const permissions = await knownPermissions({
    policies: [
      ...(held?.policies ?? []),
      ...Object.entries(documents).map(([name, document]) => heldPolicy(name, document)),
    ],
    ...given({ boundary, tags: tags ?? held?.tags }),
  });
  const guardPolicies = await knownPermissions({ policies: [{ kind: "published", documents: own }] });
  const { name, arn } = (await resolveSymbolically(given({ name: holder?.name, arn: holder?.arn }))).value as {
    readonly name?: string;
    readonly arn?: string;
  };
  return {
    label:
      holder === undefined ? "whoever holds the guard" : `${holder.kind} ${isKnown(name) ? describe(name) : ""}`.trim(),
    permissions,
    guardPolicies: guardPolicies.policies,
    ...(isKnown(arn) ? { arn } : {}),
  };
}

function isKnown(text: string | undefined): text is string {
  return text !== undefined && !isSymbolic(text);
}

function heldPolicy(name: string, document: PasserDocument): HeldPolicy {
  return { kind: "document", name, document: isPolicyResource(document) ? document.policy : document };
}

function isPolicyResource(document: PasserDocument): document is Extract<PasserDocument, pulumi.Resource> {
  return pulumi.Resource.isInstance(document);
}

function boundaryOf(boundary: NonNullable<PassRoleGuardArgs["passer"]>["permissionsBoundary"] & {}): HeldPolicy {
  return aws.iam.Policy.isInstance(boundary)
    ? { kind: "document", name: "permissionsBoundary", document: boundary.policy }
    : { kind: "document", name: "permissionsBoundary", document: boundary };
}
