import { expect } from "chai";
import { PulumiProject } from "../support/pulumi-project";

describe("dynamic providers, under the real CLI", () => {
  it("preview, update and destroy", async () => {
    const project = await PulumiProject.create({ folder: "tests/e2e/fixtures/dynamic" });
    try {
      const preview = await project.preview();
      expect(preview.exitCode, preview.stdout + preview.stderr).to.equal(0);
      const up = await project.up();
      expect(up.exitCode, up.stdout + up.stderr).to.equal(0);
      expect(await project.outputs()).to.deep.equal({ shout: "HELLO" });
      const destroy = await project.destroy();
      expect(destroy.exitCode, destroy.stdout + destroy.stderr).to.equal(0);
    } finally {
      await project.dispose();
    }
  });
});
