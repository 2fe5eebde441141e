import { expect } from "chai";
import { checkContainment } from "../../../iam/contain/check-containment";
import { checkDisjointness } from "../../../iam/contain/check-disjointness";
import type { PermissionSource } from "../../../iam/contain/containment";
import { effectivePermissions } from "../../../iam/contain/effective-permissions";
import { unlistedActions } from "../../../iam/contain/unlisted-actions";
import { bundledCatalogue } from "../../../iam/data/bundled-catalogue";
import type { NamedPolicy } from "../../../iam/document/policy-document";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf } from "../../support/containment";

const catalogue = bundledCatalogue();

/** What is kept of the actions of each statement, and of a Deny its effect; undefined where all are listed. */
function kept(source: PermissionSource): readonly unknown[] | undefined {
  const found = unlistedActions(source, catalogue) as readonly NamedPolicy[] | undefined;
  return found?.flatMap(({ id, document }) =>
    document.statements.map(({ effect, actions }) => [id, effect, ...(actions ?? [])]),
  );
}

describe("actions that the catalogue does not list", () => {
  const cases: readonly (readonly [action: string, listed: boolean])[] = [
    ["s3:GetObject", true],
    ["S3:getobject", true],
    ["s3:GetObjects", false],
    ["s3:*", true],
    ["s3:Get?bject", true],
    ["s3", false],
    ["nobody:*", false],
    ["nobody:Get?", false],
    ["nobody:Knows", false],
    ["*:Knows", true],
    ["?3:Knows", true],
    ["*", true],
    [`${symbolPlaceholder(0)}:Knows`, true],
    [`s3:${symbolPlaceholder(0)}`, true],
    [`nobody:${symbolPlaceholder(0)}`, false],
  ];
  for (const [action, listed] of cases) {
    it(`${listed ? "are not" : "are"} ${action}`, () => {
      const document = documentOf([{}], { symbols: [{ id: "s", label: "" }] });
      const statements = document.statements.map((statement) => ({ ...statement, actions: [action] }));
      const found = kept({ ...document, statements });
      expect(found).to.deep.equal(listed ? undefined : [["document", "Allow", action]]);
    });
  }

  it("are kept of each Allow statement, beside every Deny", () => {
    const Action = ["s3:GetObject", "s3:Gets", "s3:Puts"];
    const one = documentOf([
      { Action },
      { Action: "s3:*" },
      { Effect: "Deny", Action: "s3:None" },
      { NotAction: "s3:X" },
    ]);
    expect(kept(one)).to.deep.equal([
      ["document", "Allow", "s3:Gets", "s3:Puts"],
      ["document", "Deny", "s3:None"],
    ]);
    const two = documentOf([{ Action: "s3:Gets" }]);
    expect(
      kept([
        { id: "a", document: one },
        { id: "b", document: two },
      ]),
    ).to.have.length(3);
  });

  it("are none where only a Deny names such", () => {
    expect(kept(documentOf([{}, { Effect: "Deny", Action: "s3:None" }]))).to.equal(undefined);
  });

  it("are kept of identity policies, within what else limits them", () => {
    const [unlisted, listed] = ["s3:Gets", "s3:GetObject"].map((Action) => documentOf([{ Action }]));
    if (unlisted === undefined || listed === undefined) throw new Error("two documents");
    const principal = "arn:aws:iam::111122223333:role/r";
    const permissionsBoundary = { id: "b", document: unlisted };
    const source = (...identity: readonly NamedPolicy[]): PermissionSource =>
      effectivePermissions({ identity, permissionsBoundary }, { principal });
    const both = source({ id: "a", document: listed }, { id: "b", document: unlisted });
    expect(unlistedActions(both, catalogue)).to.deep.include({
      principal,
      policies: {
        permissionsBoundary,
        identity: [
          { id: "a", document: { ...listed, statements: [] } },
          { id: "b", document: unlisted },
        ],
      },
    });
    expect(unlistedActions(source({ id: "a", document: listed }), catalogue)).to.equal(undefined);
    const without = effectivePermissions({ permissionsBoundary }, { principal });
    expect(unlistedActions(without, catalogue)).to.equal(undefined);
  });

  it("make an answer unknown only where it hangs on them", () => {
    const answer = (inner: string, outer: string): unknown => {
      const [one, other] = [inner, outer].map((Action) => documentOf([{ Action }]));
      const found = checkContainment(one!, other!, { catalogue });
      return found.kind === "unknown" ? found.reason : found.kind;
    };
    expect(answer("s3:Gets", "s3:*")).to.equal("contained");
    expect(answer("s3:Gets", "s3:Put*")).to.deep.equal({
      code: "unlisted-action",
      message: "the catalogue has no action `s3:Gets`: whether AWS receives requests for it is not known",
    });
  });

  it("make it unknown whether two sides overlap, whichever names them", () => {
    const [unlisted, all] = ["s3:Gets", "s3:*"].map((Action) => documentOf([{ Action }]));
    if (unlisted === undefined || all === undefined) throw new Error("two documents");
    const code = (...sides: Parameters<typeof checkDisjointness>): unknown => {
      const found = checkDisjointness(...sides);
      return found.kind === "unknown" ? found.reason.code : found.kind;
    };
    expect(code(unlisted, all, { catalogue })).to.equal("unlisted-action");
    expect(code(all, unlisted, { catalogue })).to.equal("unlisted-action");
    expect(code(documentOf([{ Action: "sqs:*" }]), unlisted, { catalogue })).to.equal("disjoint");
  });
});
