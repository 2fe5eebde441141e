import type { Imdsv2Gap } from "../../iam";
import type { StackResource } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
import { nameOf } from "./document-rule";

/** What to write in a policy that requires IMDSv2. */
export const REQUIRE_BY_POLICY =
  'deny what lacks it, on instances alone: { Effect: "Deny", Action: "ec2:RunInstances", Resource: "arn:*:ec2:*:*:instance/*", ' +
  'Condition: { StringNotEquals: { "ec2:MetadataHttpTokens": "required" } } }, and for changes { Action: ' +
  '"ec2:ModifyInstanceMetadataOptions", Condition: { StringNotEquals: { "ec2:Attribute/HttpTokens": "required" }, Null: ' +
  '{ "ec2:Attribute/HttpTokens": "false" } } }; organizationPolicies of pulumi-ec2-identity writes them';

/** At most one violation and one not-verified finding for a document, whatever the number of its gaps. */
export function imdsv2GapFindings(
  resource: StackResource,
  property: string,
  gaps: readonly Imdsv2Gap[],
): readonly Finding[] {
  const open = gaps.filter(({ kind }) => kind === "unknown").map((gap) => describe(gap));
  const broken = gaps.filter(({ kind }) => kind !== "unknown").map((gap) => describe(gap));
  const finding = (kind: Finding["kind"], problems: readonly string[]): readonly Finding[] =>
    problems.length === 0
      ? []
      : [{ kind, resource, problem: `\`${property}\` ${problems.join("; ")}`, fix: REQUIRE_BY_POLICY }];
  return [...finding("violation", broken), ...finding("notVerified", open)];
}

function describe({ kind, request, statements, reason }: Imdsv2Gap): string {
  const by = statements.length === 0 ? "" : `, by ${statements.map(nameOf).join(" and ")}`;
  if (kind === "notRefused") return `claims to require IMDSv2 and does not refuse ${request}${by}`;
  if (kind === "refused") return `claims to require IMDSv2 and refuses ${request} too${by}`;
  return `claims to require IMDSv2, and whether it decides ${request} rightly is not decided: ${reason?.message ?? ""}`;
}
