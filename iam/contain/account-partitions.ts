import type { Statement } from "../document/policy-document";
import { SequencePattern } from "../pattern/sequence-pattern";
import { literalTokens } from "./bindings";
import type { Clause } from "./clause-search";
import { written } from "./embedding";
import type { ReadGoal } from "./goal";
import type { StatementEnvironment } from "./statement-env";
import { textSet } from "./value-set";

/** An ARN with an account, also within a longer text; groups: partition, account. */
const ARN = /arn:([^:]*):[^:]*:[^:]*:(\d{12})(?!\d)/g;

/**
 * That callers of an account are of the partition that the policies' ARNs give it: an account id is one account's, and that is in
 * one partition. Of accounts that stand under several partitions, or under a pattern of them, nothing is said.
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
 */
export function accountClauses(
  { all }: Pick<ReadGoal, "all">,
  { atoms, caller }: StatementEnvironment,
): readonly Clause[] {
  if (!["user", "roleSession", "federatedUser", "accountRoot"].includes(caller.kind)) return [];
  const texts = all.flatMap(({ layers }) => layers.flat()).flatMap(({ statement }) => textsOf(statement));
  const partitions = new Map<string, Set<string>>();
  for (const [, partition = "", account = ""] of texts.flatMap((text) => [...text.matchAll(ARN)])) {
    partitions.set(account, (partitions.get(account) ?? new Set()).add(partition));
  }
  return [...partitions].flatMap(([account, [partition = "", ...others]]) => {
    if (others.length > 0 || !/^[a-z-]+$/.test(partition)) return [];
    const inAccount = written(`arn:~:~:~:${account}:*`);
    const inPartition = new SequencePattern([...literalTokens(`arn:${partition}:`), ...written("*").tokens]);
    return [
      [
        { atom: atoms.text("principal", textSet([inAccount])), holds: false },
        { atom: atoms.text("principal", textSet([inPartition])), holds: true },
      ],
    ];
  });
}

/** Texts that may name an account. */
function textsOf({ principals, notPrincipals, resources, notResources, conditions }: Statement): readonly string[] {
  const named = principals ?? notPrincipals;
  return [
    ...(named === undefined ? [] : [...named.aws, ...named.federated]),
    ...(resources ?? notResources ?? []),
    ...conditions.flatMap(({ values }) => values),
  ];
}
