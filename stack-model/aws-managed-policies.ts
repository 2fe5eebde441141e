/**
 * AWS managed policies that give administrator access or every permission of IAM, reduced to the statement that does. The
 * other AWS managed policies are not analysed.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/IAMFullAccess.html
 */
const DOCUMENTS: Readonly<Record<string, object>> = {
  AdministratorAccess: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  },
  IAMFullAccess: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "iam:*", Resource: "*" }],
  },
};

const AWS_MANAGED = /^arn:[^:]+:iam::aws:policy\/(?:.*\/)?(?<name>[^/]+)$/;

/** The name of an AWS managed policy of the table, and its document; undefined for any other ARN. */
export function awsManagedPolicy(arn: string): { readonly name: string; readonly document: object } | undefined {
  const name = AWS_MANAGED.exec(arn)?.groups?.["name"];
  const document = name === undefined || !Object.hasOwn(DOCUMENTS, name) ? undefined : DOCUMENTS[name];
  return name === undefined || document === undefined ? undefined : { name, document };
}
