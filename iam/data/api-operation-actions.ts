import table from "./api-operation-table.json";

/**
 * The actions that authorise an API operation which has no action of its own name: `s3:ListBucket` for `s3:HeadBucket`.
 * Case does not count; undefined for an operation that the table does not hold.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export function actionsOfOperation(operation: string): readonly string[] | undefined {
  const lower = operation.toLowerCase();
  return Object.hasOwn(table.actions, lower) ? table.actions[lower as keyof typeof table.actions] : undefined;
}
