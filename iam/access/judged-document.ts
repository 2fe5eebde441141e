import { splitArn } from "../arn/arn";
import type { PolicyDocument } from "../document/policy-document";

/** The caller that stands for whoever an identity-based policy is attached to. */
export const ANY_IDENTITY = "arn:aws:iam::111122223333:role/zq-holder";

/** A partition and an account in which a question is asked. */
export interface Place {
  readonly partition: string;
  readonly account: string;
}

const PARTITIONS = ["aws", "aws-cn", "aws-us-gov"];
const FRESH_ACCOUNT = "000000000001";

/** The partitions and accounts that the document's resources tell apart: those that it names, and an account that it does not. */
export function placesOf(document: PolicyDocument): readonly Place[] {
  const arns = document.statements
    .flatMap(({ resources = [], notResources = [] }) => [...resources, ...notResources])
    .flatMap((resource) => splitArn(resource) ?? []);
  const named = new Set(
    document.statements.flatMap(({ resources = [], notResources = [] }) =>
      [...resources, ...notResources].flatMap((resource) => accountsIn(resource)),
    ),
  );
  const partitions = PARTITIONS.filter((partition) => partition === "aws" || arns.includes(partition));
  return partitions.flatMap((partition) => [FRESH_ACCOUNT, ...named].map((account) => ({ partition, account })));
}

function accountsIn(resource: string): readonly string[] {
  const account = splitArn(resource)?.[4];
  return account !== undefined && /^\d{12}$/.test(account) ? [account] : [];
}

/** The region in which a partition's global services, IAM among them, are called. */
export const GLOBAL_REGION: Readonly<Record<string, string>> = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
};
