import { expect } from "chai";
import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { credentialsInUserData } from "../../../ec2/user-data/credentials-in-user-data";
import { RUNS, SEED } from "../../support/property-settings";

/** Put together here, so that no scanner takes this file for a leak. */
const ACCESS_KEY = ["AKIA", "QZ3M7WXN5T2LV6BD"].join("");
const SECRET = ["wJ4lrXUt9FEM1", "K7MDENGbPxRfi2", "CYzT8qLr5VhNw"].join("").slice(0, 40);
const SCRIPT = `#!/bin/bash\nexport AWS_ACCESS_KEY_ID=${ACCESS_KEY}\nexport AWS_SECRET_ACCESS_KEY=${SECRET}\nrun\n`;
const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");
const wrapped = (text: string): string => base64(text).replace(/.{76}/g, "$&\n");

const kinds = (userData: string): readonly string[] => credentialsInUserData(userData).map(({ kind }) => kind);
const multipart = (body: string, encoding: string): string =>
  [
    'Content-Type: multipart/mixed; boundary="==BOUNDARY=="',
    "MIME-Version: 1.0",
    "",
    "--==BOUNDARY==",
    'Content-Type: text/cloud-config; charset="us-ascii"',
    "",
    "#cloud-config",
    "packages: [nginx]",
    "",
    "--==BOUNDARY==",
    `Content-Transfer-Encoding: ${encoding}`,
    'Content-Type: text/x-shellscript; charset="us-ascii"',
    "",
    body,
    "--==BOUNDARY==--",
  ].join("\n");

describe("credentialsInUserData", () => {
  const places: Readonly<Record<string, string>> = {
    "plain text": SCRIPT,
    base64: base64(SCRIPT),
    "base64 in lines": wrapped(SCRIPT.repeat(3)),
    "base64 of gzip": base64(gzipSync(SCRIPT)),
    multipart: multipart(SCRIPT, "7bit"),
    "multipart with base64": multipart(wrapped(SCRIPT), "base64"),
    "base64 of multipart with base64": base64(multipart(wrapped(SCRIPT), "base64")),
    "base64 inside a script": `#!/bin/bash\necho ${base64(SCRIPT)} | base64 -d > /etc/app.env\n`,
    "cloud-config with a gzipped file": `#cloud-config\nwrite_files:\n  - path: /etc/app.env\n    encoding: gz+b64\n    content: ${base64(gzipSync(SCRIPT))}\n`,
    "a heredoc with lines of base64": `base64 -d > x <<EOF\n${wrapped(SCRIPT)}\nEOF\n`,
  };
  for (const [name, userData] of Object.entries(places)) {
    it(`finds keys in ${name}, each once`, () => {
      expect(kinds(userData)).to.deep.equal(["AWS access key id", "AWS secret access key"]);
    });
  }

  it("says the line, the way there, and nothing of the secret", () => {
    const [first] = credentialsInUserData(base64(SCRIPT));
    expect(first).to.deep.equal({
      kind: "AWS access key id",
      line: 2,
      path: ["base64"],
    });
    const said = JSON.stringify(credentialsInUserData(SCRIPT));
    for (const part of [SECRET.slice(0, 4), SECRET.slice(-4), ACCESS_KEY.slice(0, 4), ACCESS_KEY.slice(-4)]) {
      expect(said).not.to.contain(part);
    }
  });

  const secrets: Readonly<Record<string, string>> = {
    "private key": `-----BEGIN OPENSSH PRIVATE KEY-----\n${"b3BlbnNzaC1rZXktdjEAAAAA".repeat(3)}\n`,
    "GitHub token": `git clone https://x:${["ghp", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].join("_")}@github.com/acme/app`,
    "GitLab token": `TOKEN=${["glpat", "x7Kd93mNq2LpRt5VwYz1"].join("-")}`,
    "Slack token": `hook ${["xoxb", "123456789012", "abcdefGHIJKL12345678mnop"].join("-")}`,
    "Google API key": `key=${["AIza", "SyD3x9fKq7Lm2Np5Rt8Vw1Yz4Bc6Dg0Hj3KPQR".slice(0, 35)].join("")}`,
  };
  for (const [kind, text] of Object.entries(secrets)) {
    it(`finds a ${kind}`, () => {
      expect(kinds(`#!/bin/sh\n${text}\n`)).to.deep.equal([kind]);
    });
  }

  const clean: Readonly<Record<string, string>> = {
    "an example of AWS's documentation": `aws_access_key_id = ${["AKIA", "IOSFODNN7EXAMPLE"].join("")}\naws_secret_access_key = ${["wJalrXUtnFEMI/K7MDENG/", "bPxRfiCYEXAMPLEKEY"].join("")}`,
    "a placeholder": `export AWS_ACCESS_KEY_ID=AKIA${"X".repeat(16)}`,
    "a reference": "export AWS_SECRET_ACCESS_KEY=$(aws secretsmanager get-secret-value --secret-id app)",
    "a variable of a template": "aws_secret_access_key=${secret_access_key_from_parameter_store_abcdef}",
    "a public key":
      "ssh_authorized_keys:\n  - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGm9Wq0Zl4Xr7Yt3Bv6Nc8Md1Kf5Hs2Jp admin",
    "a certificate": `-----BEGIN CERTIFICATE-----\n${"MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBa\n".repeat(8)}-----END CERTIFICATE-----`,
    "a digest": "sha256sum -c <<< '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08  app.tar.gz'",
    "the header of a private key in a check": "grep -q -- '-----BEGIN RSA PRIVATE KEY-----' /etc/key && exit 1",
    nothing: "",
  };
  for (const [name, userData] of Object.entries(clean)) {
    it(`finds nothing in ${name}`, () => {
      expect(kinds(userData)).to.deep.equal([]);
    });
  }

  it("never throws, and is bounded on nested and packed input", () => {
    const bomb = base64(gzipSync(Buffer.alloc(50_000_000)));
    expect(kinds(bomb)).to.deep.equal([]);
    let nested = SCRIPT;
    for (let depth = 0; depth < 10; depth += 1) nested = base64(nested);
    expect(kinds(nested)).to.deep.equal([]);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(kinds(text)).to.deep.equal([]);
      }),
      { seed: SEED, numRuns: RUNS / 10 },
    );
  });

  it("finds a key wherever it stands in a script", () => {
    const line = fc.constantFrom(
      "set -e",
      "yum install -y nginx",
      "echo done",
      "",
      "curl -sS https://example.com/a/b/c",
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        fc.array(line, { maxLength: 20 }),
        fc.boolean(),
        (before, after, encode) => {
          const text = [...before, `KEY="${ACCESS_KEY}"`, ...after].join("\n");
          expect(kinds(encode ? base64(text) : text)).to.deep.equal(["AWS access key id"]);
        },
      ),
      { seed: SEED, numRuns: RUNS / 10 },
    );
  });
});
