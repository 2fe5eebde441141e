import { UNKNOWN } from "../../ec2/plain-value";
import { replaceSymbols } from "../../iam";
import { ROLE_TYPE } from "../../stack-model/document-properties";
import { GROUP_TYPE, POLICY_TYPE, USER_TYPE } from "../../stack-model/resource-types";
import type { StackDocument } from "../../stack-model/stack-document";
import { policiesThatNameRoles } from "../../stack-model/resource-grants";
import { stackModelOf, type StackModel } from "../../stack-model/stack-model";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";
import type { Settings } from "../settings";
import { readsDocuments } from "./document-judge";

/**
 * Characters without white space that all inline policies of one principal may have together.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const INLINE: Readonly<Record<string, number>> = { [ROLE_TYPE]: 10_240, [USER_TYPE]: 2_048, [GROUP_TYPE]: 5_120 };
const MANAGED = 6_144;

/** Bytes that a resource-based policy may have, as JSON without white space between its parts, which the AWS provider sends. */
const OF_RESOURCES: Readonly<Record<string, number>> = {
  /** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-iam-policies.html */
  s3: 20_480,
  /** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
  sqs: 8_192,
  /** @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
  sns: 30_720,
  /** @see https://docs.aws.amazon.com/kms/latest/developerguide/limits.html */
  kms: 32_768,
  /** @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
  secretsmanager: 20_480,
};

export const iamRoleLimitDocumentSize: StackPolicyDeclaration = {
  kind: "stack",
  name: "iam-role-limit-document-size",
  displayName: "Documents fit the quotas",
  description:
    "Managed policies, trust policies, all inline policies of one principal together, and resource-based policies that name the stack's roles fit the quotas of their services.",
  severity: "low",
  enforcementLevel: "mandatory",
  tags: ["iam"],
  remediationSteps:
    "Merge statements, or move what does not fit to managed policies; AWS refuses the documents otherwise.",
  settings: {
    trustPolicyCharacters: {
      type: "integer",
      minimum: 2_048,
      maximum: 4_096,
      description: "The account's quota on the length of trust policies.",
      default: 2_048,
    },
  },
  judgeStack: {
    reads: readsDocuments,
    inputsOf: [ROLE_TYPE],
    judge: (resources, settings) => {
      const model = stackModelOf(resources);
      return [
        ...model.documents.flatMap((document) => judgeOne(document, settings)),
        ...judgeInline(model),
        ...policiesThatNameRoles(model).flatMap(judgeResourcePolicy),
      ];
    },
  },
};

function judgeOne(document: StackDocument, settings: Settings): readonly Finding[] {
  const { resource, property, policyType, awsManaged } = document;
  const quota =
    policyType === "trust"
      ? (settings["trustPolicyCharacters"] as number)
      : resource.type === POLICY_TYPE
        ? MANAGED
        : undefined;
  const size = sizeOf(document);
  if (quota === undefined || size <= quota || awsManaged !== undefined) return [];
  return [tooLong(resource, `\`${property}\``, size, quota)];
}

function judgeResourcePolicy(document: StackDocument): readonly Finding[] {
  const { resource, property } = document;
  const service = /^aws:(\w+)\//.exec(resource.type)?.[1] ?? "";
  const quota = OF_RESOURCES[service];
  const size = bytesOf(document);
  if (quota === undefined || size <= quota) return [];
  const problem = `\`${property}\` has ${size} bytes without white space between its parts, and the service takes at most ${quota}`;
  return [{ kind: "violation", resource, problem, fix: "merge statements, or shorten lists by patterns" }];
}

/** Inline policies are those of the role itself, and those of the resources that hold one for a principal. */
function judgeInline({ principals: { principals } }: StackModel): readonly Finding[] {
  return principals.flatMap(({ resource, documents }) => {
    const quota = INLINE[resource.type];
    const own = documents.filter((document) => isInlineOf(document, resource.type));
    const size = own.reduce((sum, document) => sum + sizeOf(document), 0);
    if (quota === undefined || size <= quota) return [];
    const what = own.length === 1 ? "its inline policy" : `its ${own.length} inline policies together`;
    return [tooLong(resource, what, size, quota)];
  });
}

/** A user also has the policies of its groups, which count for the group alone. */
function isInlineOf({ resource, awsManaged }: StackDocument, type: string): boolean {
  const holder: Readonly<Record<string, string>> = {
    [ROLE_TYPE]: ROLE_TYPE,
    "aws:iam/rolePolicy:RolePolicy": ROLE_TYPE,
    "aws:iam/userPolicy:UserPolicy": USER_TYPE,
    "aws:iam/groupPolicy:GroupPolicy": GROUP_TYPE,
  };
  return awsManaged === undefined && holder[resource.type] === type;
}

/** Characters without white space; of a document that is not known in full, those that are known. */
function sizeOf(document: StackDocument): number {
  return textOf(document).replaceAll(/\s/g, "").length;
}

/** Bytes without white space between the parts; 0 for a text that is no JSON. */
function bytesOf(document: StackDocument): number {
  try {
    return Buffer.byteLength(JSON.stringify(JSON.parse(textOf(document))));
  } catch {
    return 0;
  }
}

/** The text as far as it is known; empty where nothing is. */
function textOf({ state }: StackDocument): string {
  if (state.kind === "unknown") return "";
  const value = state.kind === "known" ? state.value : state.document.document;
  const text =
    typeof value === "string" ? value : JSON.stringify(value, (_, entry: unknown) => (entry === UNKNOWN ? "" : entry));
  return replaceSymbols(text, () => "");
}

function tooLong(resource: Finding["resource"], what: string, size: number, quota: number): Finding {
  const problem = `${what} has ${size} characters without white space, and IAM takes at most ${quota}`;
  return {
    kind: "violation",
    resource,
    problem,
    fix: "merge statements, shorten lists by patterns, or use managed policies",
  };
}
