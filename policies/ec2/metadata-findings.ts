import {
  judgeMetadataOptions,
  remediateMetadataOptions,
  type MetadataOptionsJudgement,
} from "../../ec2/metadata-options";
import { UNKNOWN, isPlainObject, type PlainObject } from "../../ec2/plain-value";
import { INSTANCE_TYPE } from "../../stack-model/resource-types";
import { labelOf, type StackResource } from "../../stack-model/stack-resource";
import { causeAt, type Finding } from "../findings";
import type { PropertyChange } from "../policy-declaration";
import type { SettingsSchema } from "../settings";

/** The setting that the policies on IMDSv2 share. */
export const ACCOUNT_DEFAULT_SETTING: SettingsSchema = {
  accountDefaultEnforced: {
    type: "boolean",
    description:
      "Says that every account and region of the organisation enforces IMDSv2 by the account's default " +
      "(`HttpTokensEnforced`), so that unset options are no violation.",
    default: false,
  },
};

const REQUIRE_IMDSV2 =
  'metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 }';

/** What the judgement of a resource's `metadataOptions` means for the policy; unset is a violation here. */
export function metadataFindings(
  resource: StackResource,
  judgement: MetadataOptionsJudgement,
  accountDefaultEnforced: boolean,
): readonly Finding[] {
  if (judgement.kind === "compliant") return [];
  const property = `\`${judgement.property}\``;
  const causes = [causeAt(resource, judgement.property)];
  if (judgement.kind === "unknown") {
    return [
      {
        kind: "notVerified",
        resource,
        problem: `${property} is not known at preview, so whether IMDSv2 is required is not known either`,
        fix: `set it from values that are known: ${REQUIRE_IMDSV2}`,
        causes,
      },
    ];
  }
  if (judgement.kind === "unset" && accountDefaultEnforced) return [];
  const unsent = judgement.property.endsWith(".httpEndpoint") ? "the provider sends no `httpTokens`, and " : "";
  const problem =
    judgement.kind === "unset"
      ? `${property} is not set, so ${unsent}the account's default or the AMI decides whether IMDSv1 is accepted`
      : `${property} ${judgement.problem}`;
  return [{ kind: "violation", resource, problem, fix: REQUIRE_IMDSV2, causes }];
}

/** Judges `metadataOptions` of a resource by its properties alone. */
export function judgeOwnMetadataOptions(resource: StackResource): MetadataOptionsJudgement {
  const { type, properties } = resource;
  return judgeMetadataOptions(properties["metadataOptions"], "metadataOptions", fillsEndpoint(type));
}

/** A launch template with what the program sets on it. */
interface DeclaredTemplate {
  readonly declared: StackResource;
  /** Why its `metadataOptions` say nothing: they are not known, or may be left out; absent where they are known. */
  readonly gap?: string;
}

/** Reads a template by what the program sets, where the pack has seen it, else by the planned outputs. */
export function readTemplate(template: StackResource): DeclaredTemplate {
  const { inputs, properties } = template;
  const declared = { ...template, properties: inputs ?? properties };
  const options = declared.properties["metadataOptions"];
  if (isPlainObject(options) || (inputs !== undefined && options !== UNKNOWN)) return { declared };
  const unseen = inputs === undefined ? " or not set" : "";
  return { declared, gap: `the \`metadataOptions\` of ${labelOf(template)} are not known at preview${unseen}` };
}

/** The changes that make `metadataOptions` of a resource of that type require IMDSv2. */
export function metadataChanges(resourceType: string, inputs: PlainObject): readonly PropertyChange[] {
  const current = inputs["metadataOptions"];
  const options = remediateMetadataOptions(current, fillsEndpoint(resourceType));
  if (options === undefined || current === UNKNOWN) return [];
  if (!isPlainObject(current)) return [{ path: ["metadataOptions"], value: { ...options } }];
  return Object.entries(options).map(([key, value]: [string, string | number]): PropertyChange => ({
    path: ["metadataOptions", key],
    value,
  }));
}

/** Whether the provider gives `httpEndpoint` the default "enabled", also where its check has not run yet. */
function fillsEndpoint(resourceType: string): boolean {
  return resourceType === INSTANCE_TYPE;
}

/** Whether the launch template's options are the ones in effect: it is given, and the instance sets none. */
export function templatesDecide(inputs: PlainObject): boolean {
  const { metadataOptions, launchTemplate } = inputs;
  const setsOptions = metadataOptions !== undefined && metadataOptions !== null;
  return !setsOptions && launchTemplate !== undefined && launchTemplate !== null;
}
