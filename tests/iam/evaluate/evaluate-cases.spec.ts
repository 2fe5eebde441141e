import { expect } from "chai";
import { evaluate, type AuthorizationRequest, type Evaluation } from "../../../iam";
import { applicablePolicies, type ApplicablePoliciesJson } from "../../support/applicable-policies";
import { caseFiles, loadCases, runCases } from "../../support/cases";

interface Given {
  readonly policies: ApplicablePoliciesJson;
  readonly request: AuthorizationRequest;
}

for (const file of caseFiles("iam/evaluate")) {
  describe(file, () => {
    runCases(loadCases<Given, Evaluation["decision"]>(file, ["policies", "request"]), ({ policies, request }, want) => {
      const { decision, deciding, reason } = evaluate(request, applicablePolicies(policies));
      expect(decision).to.equal(want);
      expect(reason !== undefined, "a reason stands exactly with unknown").to.equal(want === "unknown");
      if (want === "explicitDeny" || want === "unknown") expect(deciding).to.have.length.greaterThan(0);
      if (want === "implicitDeny") expect(deciding).to.deep.equal([]);
    });
  });
}
