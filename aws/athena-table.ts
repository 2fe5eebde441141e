import { asAwsCall } from "./aws-call-error";
import { settingsWithAssumedRoles } from "./assumed-roles";
import { checkedClient } from "./checked-client";
import type { AwsConnection } from "./connection";

/** What is known of a table and its workgroup before a query. */
export interface AthenaTableFacts {
  readonly parameters: Readonly<Record<string, string>>;
  /** Bytes after which the workgroup stops a query. @default never */
  readonly cutoff?: number;
}

/**
 * The parameters of a table of the Glue catalogue, and the bytes after which its workgroup stops a query.
 * @param table `database.table`
 * @throws AwsCallError with Athena's code
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_GetTableMetadata.html
 */
export async function athenaTable(
  connection: AwsConnection,
  table: string,
  WorkGroup: string,
): Promise<AthenaTableFacts> {
  const athena = await import("@aws-sdk/client-athena");
  const client = checkedClient(new athena.AthenaClient(settingsWithAssumedRoles(connection, "athena")));
  const [DatabaseName, TableName] = table.split(".");
  try {
    const { TableMetadata } = await asAwsCall("athena:GetTableMetadata", () =>
      client.send(new athena.GetTableMetadataCommand({ CatalogName: "AwsDataCatalog", DatabaseName, TableName })),
    );
    const group = await asAwsCall("athena:GetWorkGroup", () =>
      client.send(new athena.GetWorkGroupCommand({ WorkGroup })),
    );
    const cutoff = group.WorkGroup?.Configuration?.BytesScannedCutoffPerQuery;
    return { parameters: TableMetadata?.Parameters ?? {}, ...(cutoff === undefined ? {} : { cutoff }) };
  } finally {
    client.destroy();
  }
}
