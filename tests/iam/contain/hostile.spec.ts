import { expect } from "chai";
import { checkContainment, DEFAULT_LIMITS, parsePolicyDocument, type PolicyDocument } from "../../../iam";

function documentOf(...statements: readonly object[]): PolicyDocument {
  const Statement = statements.map((one) => ({ Effect: "Allow", Action: "s3:*", Resource: "*", ...one }));
  const result = parsePolicyDocument({ Version: "2012-10-17", Statement });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return result.document;
}

const times = <T>(n: number, make: (index: number) => T): readonly T[] => Array.from({ length: n }, (_, i) => make(i));
const like = (values: readonly string[]): object => ({ Condition: { StringLike: { "s3:prefix": values } } });

describe("hostile questions", () => {
  it("end with the name of the limit", () => {
    const holes = 7;
    const inHole = (pigeon: number, hole: number): [string, string] => [`s3:p${pigeon}h${hole}`, "1"];
    const outer = documentOf(
      ...times(holes, (hole) =>
        times(holes + 1, (p) =>
          times(p, (q) => ({ Condition: { StringEquals: Object.fromEntries([inHole(p, hole), inHole(q, hole)]) } })),
        ).flat(),
      ).flat(),
      ...times(holes + 1, (p) => ({
        Condition: { StringNotEquals: Object.fromEntries(times(holes, (hole) => inHole(p, hole))) },
      })),
    );
    const limits = { ...DEFAULT_LIMITS, containmentSteps: 50_000 };
    const answer = checkContainment(documentOf({}), outer, { limits });
    expect(answer.kind === "unknown" && answer.reason.limit).to.equal("containmentSteps");
  });

  it("with many variables in one statement are decided by what it names one by one", () => {
    const Resource = times(64, (index) => `arn:aws:s3:::\${aws:PrincipalTag/t${index}}/*`);
    const tags = times(64, (index): [string, string] => [
      `aws:ResourceTag/t${index}`,
      `\${aws:PrincipalTag/t${index}}`,
    ]);
    const [all, abac] = [
      documentOf({ Resource }),
      documentOf({ Condition: { StringEquals: Object.fromEntries(tags) } }),
    ];
    expect(checkContainment(all, documentOf({ Action: "ec2:*" })).kind).to.equal("notContained");
    expect(checkContainment(all, all).kind).to.equal("contained");
    expect(checkContainment(abac, abac).kind).to.equal("contained");
  });

  it("with many variables that a statement can match without are unknown by name", () => {
    const NotResource = times(8, (index) => `arn:aws:s3:::\${aws:PrincipalTag/t${index}}/*`);
    const answer = checkContainment(
      documentOf({ NotResource, Resource: undefined }),
      documentOf({ NotResource, Resource: undefined }),
    );
    expect(answer.kind === "unknown" && answer.reason.code).to.equal("too-many-variables");
  });

  it("with many question marks are decided or end", () => {
    const patterns = times(8, (index) => `*${String.fromCharCode(97 + index)}${"?".repeat(20)}`);
    expect(checkContainment(documentOf(like(["*"])), documentOf(like(patterns))).kind).to.equal("notContained");
  });
});
