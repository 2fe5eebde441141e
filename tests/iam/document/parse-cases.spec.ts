import { expect } from "chai";
import { parsePolicyDocument, type PolicyType } from "../../../iam";
import { loadCases, runCases } from "../../support/cases";

interface Given {
  readonly document?: unknown;
  readonly text?: string;
  readonly policyType?: PolicyType;
}

interface Want {
  readonly kind: "parsed" | "invalid";
  /** `code pointer`, in order. */
  readonly issues: readonly string[];
}

describe("iam/document/parse", () => {
  const cases = loadCases<Given, Want>("iam/document/parse", ["document", "text", "policyType"]);
  runCases(cases, ({ document, text, policyType }, want) => {
    const result = parsePolicyDocument(text ?? document, policyType === undefined ? {} : { policyType });
    const issues = result.issues.map(({ code, pointer }) => `${code} ${pointer}`);
    expect({ kind: result.kind, issues }).to.deep.equal(want);
    for (const { message } of result.issues) expect(message).to.match(/^[^A-Z].*[^.]$/s);
  });
});
