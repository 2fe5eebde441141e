import { expect } from "chai";
import { checkContainment } from "../../../iam/contain/check-containment";
import { bundledCatalogue } from "../../../iam/data/bundled-catalogue";
import { symbolPlaceholder } from "../../../iam/pattern/symbol-placeholder";
import { documentOf } from "../../support/containment";

const NOTHING = documentOf([{ Effect: "Deny" }]);

describe("containment over what AWS can receive, of actions that are not known", () => {
  const S = symbolPlaceholder(0);
  for (const Action of [S, `${S}:GetObject`, `s${S}:GetObject`, `s3:${S}`, `s3:Get${S}`]) {
    it(`does not take ${Action} for no action`, () => {
      const document = documentOf([{ Action }], { symbols: [{ id: "s", label: "" }] });
      expect(checkContainment(document, NOTHING, { catalogue: bundledCatalogue() }).kind).to.not.equal("contained");
    });
  }
});
