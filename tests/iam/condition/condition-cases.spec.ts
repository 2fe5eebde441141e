import { expect } from "chai";
import { evaluate, type ContextValue } from "../../../iam";
import { caseFiles, loadCases, runCases } from "../../support/cases";
import { policy } from "../../support/policies";

interface Given {
  readonly operator: string;
  readonly values: readonly string[];
  /** Absent: the key is not in the request. */
  readonly value?: ContextValue;
  readonly version?: string;
  /** Other keys of the request. */
  readonly context?: Readonly<Record<string, ContextValue>>;
  readonly caller?: string;
}

/** Whether an Allow statement with the one condition applies: true, false, or unknown. */
function conditionHolds({ operator, values, value, version, context, caller }: Given): boolean | "unknown" {
  const Condition = Object.fromEntries([[operator, { "test:key": values }]]);
  const identity = policy("p", {
    Version: version ?? "2012-10-17",
    Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition },
  });
  const { decision } = evaluate(
    {
      principal: caller ?? "arn:aws:iam::111122223333:user/u",
      action: "test:Do",
      resource: "*",
      context: value === undefined ? { ...context } : { ...context, "test:key": value },
    },
    { identity: [identity] },
  );
  return decision === "unknown" ? decision : decision === "allowed";
}

for (const file of caseFiles("iam/condition")) {
  describe(file, () => {
    const cases = loadCases<Given, boolean | "unknown">(file, [
      "operator",
      "values",
      "value",
      "version",
      "context",
      "caller",
    ]);
    runCases(cases, (given, want) => {
      expect(conditionHolds(given)).to.equal(want);
    });
  });
}
