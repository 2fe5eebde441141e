import { parseBool } from "../condition/bool";
import type { StatementView } from "./statement-view";

/** What a statement says of aws:PrincipalIsAWSService under Bool: true, false, or nothing that is known. */
export function principalIsAwsService(statement: StatementView): boolean | undefined {
  for (const { operator, values } of statement.conditionsOn("aws:principalisawsservice")) {
    const [value] = values;
    if (operator?.family === "bool" && values.length === 1 && value !== undefined) return parseBool(value.text);
  }
  return undefined;
}
