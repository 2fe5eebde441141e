import type { AuthorizationRequest } from "../evaluate/authorization-request";
import type { ReadGoal } from "./goal";

interface FamiliarRequest {
  readonly action: string;
  readonly resource: string;
  /** The ARNs that the action may be asked for. */
  readonly form: RegExp;
}

const OBJECT = { resource: "arn:aws:s3:::example-bucket/example", form: /^arn:[^:]+:s3:::[^/*?]+\/.+$/ };
const BUCKET = { resource: "arn:aws:s3:::example-bucket", form: /^arn:[^:]+:s3:::[^/*?]+$/ };
const EVERYTHING = { resource: "*", form: /^\*$/ };
const INSTANCE = inAccount("ec2", "us-east-1", "instance/", "i-1234567890abcdef0");
const ROLE = inAccount("iam", "", "role/", "example");

/** Requests that people know, by way of example; actions without resource types come first, since `*` suits them. */
const FAMILIAR: readonly FamiliarRequest[] = [
  { action: "s3:ListAllMyBuckets", ...EVERYTHING },
  { action: "ec2:DescribeInstances", ...EVERYTHING },
  { action: "s3:GetObject", ...OBJECT },
  { action: "s3:DeleteObject", ...OBJECT },
  { action: "s3:ListBucket", ...BUCKET },
  { action: "s3:DeleteBucket", ...BUCKET },
  { action: "ec2:TerminateInstances", ...INSTANCE },
  { action: "ec2:StartInstances", ...INSTANCE },
  { action: "iam:PassRole", ...ROLE },
  { action: "iam:GetRole", ...ROLE },
  { action: "sts:AssumeRole", ...ROLE },
  { action: "iam:CreateUser", ...inAccount("iam", "", "user/", "example") },
  { action: "lambda:InvokeFunction", ...inAccount("lambda", "us-east-1", "function:", "example") },
  { action: "dynamodb:GetItem", ...inAccount("dynamodb", "us-east-1", "table/", "example") },
  { action: "kms:Decrypt", ...inAccount("kms", "us-east-1", "key/", "1234abcd-12ab-34cd-56ef-1234567890ab") },
  { action: "sns:Publish", ...inAccount("sns", "us-east-1", "", "example") },
];

function inAccount(
  service: string,
  region: string,
  before: string,
  name: string,
): Pick<FamiliarRequest, "resource" | "form"> {
  const ofRegion = region === "" ? "" : "[^:*?]+";
  const form = new RegExp(`^arn:[^:]+:${service}:${ofRegion}:\\d{12}:${before}[^*?]+$`);
  return { resource: `arn:aws:${service}:${region}:111122223333:${before}${name}`, form };
}

/**
 * Requests that people know and that are like the one found, the likest first: for the action if a policy writes it out, else
 * for one of its service, or of any where the service is noise as well. What is right about them is left to a replay.
 */
export function* familiarRequests(
  request: AuthorizationRequest,
  { all }: Pick<ReadGoal, "all">,
): Generator<AuthorizationRequest> {
  const action = request.action.toLowerCase();
  const service = action.slice(0, action.indexOf(":") + 1);
  const entries = all
    .flatMap(({ layers }) => layers.flat())
    .flatMap(({ statement }) => statement.actions ?? statement.notActions ?? [])
    .map((entry) => entry.toLowerCase());
  const ofService = FAMILIAR.filter((one) => one.action.startsWith(service));
  const sameAction = ofService.filter((one) => one.action.toLowerCase() === action);
  if (sameAction.some(({ form }) => form.test(request.resource))) return;
  const isReal = entries.some((entry) => entry.startsWith(service));
  const choice = entries.includes(action) ? sameAction : isReal ? ofService : FAMILIAR;
  for (const one of choice) if (one.form.test(request.resource)) yield { ...request, action: one.action };
  for (const { action: other, resource } of choice) yield { ...request, action: other, resource };
}
