import {
  judgeMetadataOptions,
  remediateMetadataOptions,
  type MetadataOptionsJudgement,
} from "../../ec2/metadata-options";
import { UNKNOWN, isPlainObject, type PlainObject } from "../../ec2/plain-value";
import type { StackResource } from "../../stack-model/stack-resource";
import type { Finding } from "../findings";
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
  if (judgement.kind === "unknown") {
    return [
      {
        kind: "notVerified",
        resource,
        problem: `${property} is not known at preview, so whether IMDSv2 is required is not known either`,
        fix: `set it from values that are known: ${REQUIRE_IMDSV2}`,
      },
    ];
  }
  if (judgement.kind === "unset" && accountDefaultEnforced) return [];
  const problem =
    judgement.kind === "unset"
      ? `${property} is not set, so the account's default or the AMI decides whether IMDSv1 is accepted`
      : `${property} ${judgement.problem}`;
  return [{ kind: "violation", resource, problem, fix: REQUIRE_IMDSV2 }];
}

/** Judges `metadataOptions` of a resource by its properties alone. */
export function judgeOwnMetadataOptions(resource: StackResource): MetadataOptionsJudgement {
  return judgeMetadataOptions(resource.properties["metadataOptions"], "metadataOptions");
}

/** The changes that make `metadataOptions` require IMDSv2. */
export function metadataChanges(inputs: PlainObject): readonly PropertyChange[] {
  const current = inputs["metadataOptions"];
  const options = remediateMetadataOptions(current);
  if (options === undefined || current === UNKNOWN) return [];
  if (!isPlainObject(current)) return [{ path: ["metadataOptions"], value: { ...options } }];
  return Object.entries(options).map(([key, value]: [string, string | number]): PropertyChange => ({
    path: ["metadataOptions", key],
    value,
  }));
}
