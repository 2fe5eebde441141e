import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { copyStackConfiguration } from "../../../tools/preview/local-stack";
import { readProject } from "../../../tools/preview/project";
import { UserError } from "../../../tools/user-error";

describe("projects", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "project-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });
  const write = (name: string, text: string): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    return file;
  };

  describe("readProject", () => {
    it("reads name, configuration folder and backend", () => {
      const file = write("Pulumi.yaml", "name: p\nruntime: nodejs\nstackConfigDir: conf\nbackend:\n  url: file://~\n");
      expect(readProject(folder)).to.deep.equal({
        name: "p",
        folder,
        file,
        configFolder: path.join(folder, "conf"),
        backendUrl: "file://~",
      });
    });

    it("finds the project in a folder above, as Pulumi does", () => {
      write("Pulumi.yaml", "name: p\nruntime: nodejs\n");
      fs.mkdirSync(path.join(folder, "deep", "er"), { recursive: true });
      expect(readProject(path.join(folder, "deep", "er")).folder).to.equal(folder);
    });

    const broken: [string, string, string][] = [
      ["is no YAML", "name: [", "is no YAML"],
      ["has no name", "runtime: nodejs\n", "is no project file"],
      ["is empty", "", "is no project file"],
    ];
    for (const [name, text, message] of broken) {
      it(`names a file that ${name}`, () => {
        const file = write("Pulumi.yaml", text);
        expect(() => readProject(folder))
          .to.throw(UserError, message)
          .with.property("message")
          .that.contains(file);
      });
    }

    it("says what is missing where there is no folder or no project", () => {
      expect(() => readProject(path.join(folder, "x"))).to.throw(UserError, "does not exist");
      expect(() => readProject(folder)).to.throw(UserError, "expected a Pulumi.yaml");
    });
  });

  describe("copyStackConfiguration", () => {
    const copy = (): string => {
      write("Pulumi.yaml", "name: p\nruntime: nodejs\n");
      return copyStackConfiguration({ project: readProject(folder), stack: "dev", folder: path.join(folder, "state") });
    };

    it("copies the file and keeps the salt that the CLI adds to the copy", () => {
      const source = write("Pulumi.dev.yaml", "config:\n  p:a: one\n");
      const file = copy();
      expect(fs.readFileSync(file, "utf8")).to.equal("config:\n  p:a: one\n");
      fs.appendFileSync(file, "encryptionsalt: v1:abc=\n");
      fs.writeFileSync(source, "config:\n  p:a: two\n");
      expect(fs.readFileSync(copy(), "utf8")).to.equal("config:\n  p:a: two\nencryptionsalt: v1:abc=\n");
      expect(fs.readFileSync(source, "utf8")).to.equal("config:\n  p:a: two\n");
    });

    it("prefers the project's own salt", () => {
      const file = copy();
      fs.writeFileSync(file, "encryptionsalt: v1:old=\n");
      write("Pulumi.dev.yaml", "encryptionsalt: v1:own=\n");
      expect(fs.readFileSync(copy(), "utf8")).to.equal("encryptionsalt: v1:own=\n");
    });

    it("is empty for a stack without configuration", () => {
      expect(fs.readFileSync(copy(), "utf8")).to.equal("");
    });
  });
});
