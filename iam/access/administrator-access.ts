import type { PolicyDocument } from "../document/policy-document";
import { DEFAULT_LIMITS, type Limits } from "../limits";
import { askAccess, type AccessAnswer } from "./ask";
import { allGranted } from "./combine-answers";
import { freshText, namesIn } from "./fresh-text";
import { withVariablesReplaced } from "./own-account-variables";
import { keysOfRequest } from "./request-keys";
import { questionOf, type Asked, type AskedRequests } from "./question";

/** Calls of which each one is enough to get every permission that there is to give, by the type of their resource. */
const PERMISSION_CALLS: Readonly<Record<string, readonly string[]>> = {
  role: ["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"],
  user: [
    "iam:PutUserPolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:UpdateLoginProfile",
  ],
  group: ["iam:PutGroupPolicy", "iam:AttachGroupPolicy", "iam:AddUserToGroup"],
  policy: ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"],
};

const REQUESTED_REGION = "aws:RequestedRegion";

/**
 * The regions in which the partitions' IAM is called.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
 */
const REGIONS_OF_IAM = [
  "us-east-1",
  "cn-north-1",
  "us-gov-west-1",
  "eusc-de-east-1",
  "us-iso-east-1",
  "us-isob-east-1",
  "eu-isoe-west-1",
  "us-isof-south-1",
];

/**
 * Decides whether an identity-based policy gives administrator access: in some session, an action that no policy names on
 * a resource that none names, and a call by which one can give oneself every permission. So `NotAction` that spares IAM
 * is not administrator access, and one that spares anything else is. Conditions on the session do not narrow what is
 * granted; conditions on the request or the resource do. Reads the document alone: boundaries and SCPs are not seen.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html
 */
export function judgeAdministratorAccess(document: PolicyDocument, limits: Limits = DEFAULT_LIMITS): AccessAnswer {
  const read = withVariablesReplaced(document);
  const absent = keysOfRequest(read).map((key): Asked => ["Null", key, ["true"]]);
  const ask = (requests: readonly AskedRequests[]): AccessAnswer =>
    askAccess(read, questionOf(read, requests), "identity", limits);
  const inAnyRegion: Asked = ["Null", REQUESTED_REGION, ["false"]];
  const anything = ask([anythingOf(read, [...absent, inAnyRegion])]);
  if (anything.kind === "notGranted") return anything;
  const inRegionOfIam: Asked = ["StringEquals", REQUESTED_REGION, REGIONS_OF_IAM];
  const permissions = permissionCallsOf(read, [...absent, inRegionOfIam]);
  return allGranted([anything, ask(permissions)]);
}

/** An action that no policy names, on a resource that none names, in any region. */
function anythingOf(document: PolicyDocument, conditions: readonly Asked[]): AskedRequests {
  const actions = document.statements.flatMap(({ actions = [], notActions = [] }) => [...actions, ...notActions]);
  const action = freshText(actions, ":");
  const name = freshText(namesIn(document));
  const resources = ["000000000001", "*"].map((account) => `arn:*:${name}:*:${account}:${name}/${name}`);
  return { actions: [`${action}:${action}`], resources, conditions };
}

function permissionCallsOf(document: PolicyDocument, conditions: readonly Asked[]): readonly AskedRequests[] {
  return Object.entries(PERMISSION_CALLS).map(([type, actions]) => {
    const name = freshText(namesIn(document), `${type}/`);
    const resources = [`arn:aws:iam::000000000001:${type}/${name}`, `arn:*:iam::????????????:${type}/${name}`];
    return { actions, resources, conditions };
  });
}
