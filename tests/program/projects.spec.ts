import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";
import { parse } from "yaml";

import { REPOSITORY } from "../../tools/repository";

/** @see https://www.pulumi.com/docs/iac/concepts/projects/project-file/#options-options */
describe("the project and the examples", () => {
  const examples = readdirSync(join(REPOSITORY, "examples")).map((name) => join("examples", name));
  const projects = [".", ...examples].filter((folder) => readdirSync(join(REPOSITORY, folder)).includes("Pulumi.yaml"));

  it("look at AWS with each update, and so see what was attached by hand to an exclusive role", () => {
    expect(projects.length).to.be.greaterThan(10);
    for (const folder of projects) {
      const project = parse(readFileSync(join(REPOSITORY, folder, "Pulumi.yaml"), "utf8")) as object;
      expect(project, folder).to.have.nested.property("options.refresh", "always");
    }
  });
});
