import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect } from "chai";
import { awsCredentialsConfigured } from "../../../tools/preview/aws-credentials";

describe("awsCredentialsConfigured", () => {
  let home: string;
  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), "aws-home-"));
    fs.mkdirSync(path.join(home, ".aws"));
  });
  afterEach(() => {
    fs.rmSync(home, { recursive: true });
  });
  const write = (name: string, text: string): string => {
    const file = path.join(home, ".aws", name);
    fs.writeFileSync(file, text);
    return file;
  };

  const environments: [string, NodeJS.ProcessEnv, boolean][] = [
    ["nothing", {}, false],
    ["a region alone", { AWS_REGION: "eu-west-1" }, false],
    ["an access key with its secret", { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" }, true],
    ["an access key without its secret", { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE" }, false],
    ["empty values", { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_PROFILE: "" }, false],
    [
      "a web identity",
      { AWS_WEB_IDENTITY_TOKEN_FILE: "/token", AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/r" },
      true,
    ],
    ["a token without a role", { AWS_WEB_IDENTITY_TOKEN_FILE: "/token" }, false],
    ["a container on ECS", { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2/credentials/x" }, true],
    ["a container on EKS", { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/v1/credentials" }, true],
    ["a named profile, even one that does not exist", { AWS_PROFILE: "nowhere" }, true],
  ];
  for (const [name, env, want] of environments) {
    it(`is ${want} for ${name}`, () => {
      expect(awsCredentialsConfigured({ HOME: home, ...env })).to.equal(want);
    });
  }

  const files: [string, string, string, boolean][] = [
    [
      "keys in the default profile",
      "credentials",
      "[default]\naws_access_key_id = A\naws_secret_access_key = B\n",
      true,
    ],
    ["a default profile with a region alone", "config", "[default]\nregion = eu-west-1\n", false],
    ["keys in another profile", "credentials", "[other]\naws_access_key_id = A\n", false],
    ["single sign-on in the default profile", "config", "[profile default]\nsso_session = corp\n", true],
    ["a role in the default profile", "config", "[ default ]\nrole_arn=arn:aws:iam::123456789012:role/r\n", true],
    ["a process in the default profile", "config", "[default]\r\ncredential_process = /bin/get\r\n", true],
    ["a nested setting of another name", "config", "[default]\ns3 =\n  aws_access_key_id = A\n", false],
    ["an empty setting", "credentials", "[default]\naws_access_key_id =\n", false],
    ["a comment", "credentials", "[default]\n# aws_access_key_id = A\n", false],
  ];
  for (const [name, file, text, want] of files) {
    it(`is ${want} for ${name}`, () => {
      write(file, text);
      expect(awsCredentialsConfigured({ HOME: home })).to.equal(want);
    });
  }

  it("reads the files that the environment names instead of those in the home folder", () => {
    const named = write("elsewhere", "[default]\naws_access_key_id = A\n");
    expect(awsCredentialsConfigured({ HOME: home, AWS_SHARED_CREDENTIALS_FILE: named })).to.equal(true);
    write("credentials", "[default]\naws_access_key_id = A\n");
    expect(awsCredentialsConfigured({ HOME: home, AWS_SHARED_CREDENTIALS_FILE: "/nowhere" })).to.equal(false);
  });
});
