import { expect } from "chai";
import { checkContainment, parsePolicyDocument, type PolicyDocument, type PolicyType } from "../../../iam";
import { caseFiles, loadCases, runCases } from "../../support/cases";

interface Given {
  readonly policyType?: PolicyType;
  readonly inner: readonly object[];
  readonly outer: readonly object[];
}

/** The kind of answer, and parts of the counterexample or the reason's code where they are pinned. */
interface Want {
  readonly kind: "contained" | "notContained" | "unknown";
  readonly principal?: string;
  readonly action?: string;
  readonly context?: object;
  readonly code?: string;
}

function documentOf(statements: readonly object[], policyType: PolicyType): PolicyDocument {
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement: statements }, { policyType });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

for (const file of caseFiles("iam/contain")) {
  describe(file, () => {
    runCases(loadCases<Given, Want>(file, ["policyType", "inner", "outer"]), (given, want) => {
      const policyType = given.policyType ?? "identity";
      const [inner, outer] = [documentOf(given.inner, policyType), documentOf(given.outer, policyType)];
      const answer = checkContainment(inner, outer, { policyType });
      expect(answer.kind).to.equal(want.kind);
      const parts =
        answer.kind === "notContained" ? answer.counterexample : answer.kind === "unknown" ? answer.reason : {};
      const pinned = Object.entries(want).filter(([name]) => name !== "kind");
      expect(parts).to.deep.include(Object.fromEntries(pinned));
    });
  });
}
