import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { arnOf } from "../arn-of";
import type { StatementArgs } from "../policy-statement";
import { appended, grantedArn, plainText } from "./granted-arn";

/** A table, or its ARN. */
export type TableArgument = aws.dynamodb.Table | pulumi.Input<string>;

const TABLE = {
  form: /^arn:[^:]+:dynamodb:[^:]+:\d{12}:table\/[\w.-]+$/,
  expected: "the ARN of one table (`arn:<partition>:dynamodb:<region>:<account>:table/<name>`)",
  pattern: "arn:aws*:dynamodb:*:*:table/?*",
};

/** Grants on one table. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const dynamodb = {
  /** Reading items of the table, its indexes apart. */
  read: (table: TableArgument): StatementArgs[] => [
    {
      actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"],
      resources: [tableArn("grants.dynamodb.read", table)],
    },
  ],

  /** Putting, changing and deleting items of the table. */
  write: (table: TableArgument): StatementArgs[] => [
    {
      actions: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"],
      resources: [tableArn("grants.dynamodb.write", table)],
    },
  ],

  /** Reading items of the table through one index. */
  readIndex: (table: TableArgument, index: string): StatementArgs[] => {
    const name = plainText("grants.dynamodb.readIndex", index, "the name of an index");
    return [
      {
        actions: ["dynamodb:Query", "dynamodb:Scan"],
        resources: [appended(tableArn("grants.dynamodb.readIndex", table), `/index/${name}`, TABLE)],
      },
    ];
  },
};

function tableArn(grant: string, table: TableArgument): pulumi.Input<string> {
  return aws.dynamodb.Table.isInstance(table) ? arnOf(table) : grantedArn(grant, table, TABLE);
}
