import type { ReadGoal } from "./goal";

/** Accounts of AWS's examples; where the policies name one of them, another is a stranger's. */
const ACCOUNTS = ["111122223333", "444455556666", "777788889999"];

/** Texts that read well in a request, by dimension: callers in the accounts that the policies name, and a role. */
export function preferredTexts(goal: ReadGoal): readonly (readonly [dimension: string, text: string])[] {
  const statements = goal.all.flatMap(({ layers }) => layers.flat()).map(({ statement }) => statement);
  const named = statements.flatMap(({ principals, notPrincipals }) => (principals ?? notPrincipals)?.aws ?? []);
  const accounts = new Set([...named.flatMap((text) => /\d{12}/.exec(text) ?? []), ...ACCOUNTS]);
  const callers = [...accounts].flatMap((account) => [
    ["principal", `arn:aws:iam::${account}:role/example`] as const,
    ["principal", `arn:aws:iam::${account}:user/example`] as const,
    ["principal", `arn:aws:iam::${account}:root`] as const,
  ]);
  const isOfRole = statements.every(({ resources, notResources }) => (resources ?? notResources) === undefined);
  return [...callers, ["resource", isOfRole ? "arn:aws:iam::111122223333:role/example" : "*"]];
}
