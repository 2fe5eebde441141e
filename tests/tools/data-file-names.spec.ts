import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../../tools/repository";

const FOLDERS = "{iam,ec2,stack-model,components,policies,aws,report,right-size,cloudtrail,cli,program}";

describe("data files", () => {
  it("have names that no module beside them has, since ts-node takes `./x.json` for `./x`", () => {
    const files = globSync(`${FOLDERS}/**/*.json`, { cwd: REPOSITORY });
    const shadowing = files.filter((file) => existsSync(join(REPOSITORY, file.replace(/\.json$/, ".ts"))));
    expect(files).to.not.deep.equal([]);
    expect(shadowing).to.deep.equal([]);
  });
});
