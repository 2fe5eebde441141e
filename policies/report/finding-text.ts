import type { Severity } from "@pulumi/policy";
import { NOT_VERIFIED, NOT_VERIFIED_SEVERITY } from "../findings";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import type { Policy, RecordedFinding } from "./recorder";

/** A finding with its parts told apart. */
export interface FindingText {
  /** Whether something could not be proved, rather than being wrong. */
  readonly isNotVerified: boolean;
  readonly resource: Pick<StackResource, "type" | "name">;
  /** The message without the mark of what is not verified and without the resource's label, on one line. */
  readonly problem: string;
}

/** Reads a finding: the resource from its URN, and from its message what is said of the resource. */
export function findingText({ urn, message }: RecordedFinding): FindingText {
  const [, , types = "", ...names] = urn.split("::");
  const resource = { type: types.split("$").at(-1) ?? types, name: names.join("::") };
  const isNotVerified = message.startsWith(NOT_VERIFIED);
  const said = isNotVerified ? message.slice(NOT_VERIFIED.length) : message;
  const label = `${labelOf(resource)}: `;
  const problem = said.startsWith(label) ? said.slice(label.length) : said;
  return { isNotVerified, resource, problem: problem.replaceAll("\n", "; ") };
}

/** How severe a finding of a policy is, as the CLI shows it; undefined where the policy does not say. */
export function severityOf(
  { severity }: Pick<Policy, "severity">,
  { isNotVerified }: Pick<FindingText, "isNotVerified">,
): Severity | undefined {
  return severity !== undefined && isNotVerified ? NOT_VERIFIED_SEVERITY[severity] : severity;
}
