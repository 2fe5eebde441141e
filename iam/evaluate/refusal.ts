import { PARTITIONS } from "../data/regions";
import type { Reason } from "../reason";
import type { RequestView } from "./request-view";

/**
 * Why AWS refuses a request whatever the policies say; undefined where the policies decide. Two refusals are known: no
 * principal reaches a resource of another partition (`another-partition`), and roles are passed inside one account only
 * (`role-of-another-account`). A caller or resource that names none of AWS's partitions, or no account, is not refused
 * (ADR 0021).
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function refusalOf(view: RequestView): Reason | undefined {
  const { partition, account } = view.principal;
  const [, other] = view.resourceSegments;
  if (isPartition(partition) && isPartition(other) && other !== partition) {
    const message = `no principal of the partition \`${partition}\` reaches resources of \`${other}\``;
    return { code: "another-partition", message };
  }
  const owner = view.resourceAccount;
  if (view.action !== "iam:passrole" || account === undefined || owner === undefined || owner === account) {
    return undefined;
  }
  const message = `roles are passed inside one account only, and this one is of account ${owner}`;
  return { code: "role-of-another-account", message };
}

function isPartition(text: string | undefined): text is string {
  return text !== undefined && PARTITIONS.includes(text);
}
