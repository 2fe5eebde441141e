import { expect } from "chai";

import type { AwsError, ErrorMeaning } from "../../aws/error-meaning";
import { explainError, meaningOf } from "../../aws/error-meaning";
import { loadCases, runCases } from "../support/cases";

describe("what an error of AWS means", () => {
  runCases(loadCases<AwsError, ErrorMeaning>("aws/error-meaning", ["code", "message"]), (given, want) => {
    expect(meaningOf(given)).to.equal(want);
  });

  it("names the permission that IAM names", () => {
    const message =
      "User: arn:aws:iam::123456789012:user/a is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/web because no identity-based policy allows it";
    expect(explain("UnauthorizedOperation", message)).to.contain(
      "access denied, missing the permission `iam:PassRole` on `arn:aws:iam::123456789012:role/web`; ec2:Associate",
    );
  });

  it("names the permissions that the call needs where the message is encoded", () => {
    expect(explain("UnauthorizedOperation", "You are not authorized. Encoded: abc")).to.contain(
      "missing one of the permissions `ec2:AssociateIamInstanceProfile`, `iam:PassRole`",
    );
  });

  it("names the one permission of a call that needs no other", () => {
    const error = { action: "ec2:DescribeInstances", code: "UnauthorizedOperation", message: "Encoded: abc" };
    expect(explainError(error, "command")).to.contain("missing the permission `ec2:DescribeInstances`; ec2:Describe");
  });

  it("says what to do about credentials and the clock", () => {
    expect(explain("ExpiredToken", "expired")).to.contain("no usable AWS credentials: give, or check, a profile");
    expect(explain("RequestExpired", "Request has expired.")).to.contain("the clock of this machine differs");
  });

  it("says what to do in the words of the program and of the command line", () => {
    const hints = (code: string, message: string) =>
      (["program", "command"] as const).map((surface) => explainError({ action: "a:B", code, message }, surface));
    for (const [code, message, program, command] of [
      ["ExpiredToken", "expired", "on the provider or in `connection`", "--profile"],
      ["Error", "Region is missing", "in `connection`", "give --region"],
      ["ForeignAnswer", "a page", "`endpoints`", "--endpoint-url"],
      ["CERT_HAS_EXPIRED", "expired", "customCaBundle", "NODE_EXTRA_CA_CERTS"],
    ] as const) {
      const [inProgram, inCommand] = hints(code, message);
      expect(inProgram).to.contain(program).and.not.to.contain("--");
      expect(inCommand).to.contain(command).and.not.to.contain("provider");
    }
  });

  it("names the server that is not reachable, not trusted or not AWS, as far as it is known", () => {
    const server = "https://ec2.example.test";
    expect(explain("ENOTFOUND", "getaddrinfo", server)).to.contain(
      `\`${server}\` is not reachable: check the endpoint`,
    );
    expect(explain("ENOTFOUND", "getaddrinfo")).to.contain("AWS is not reachable");
    expect(explain("CERT_HAS_EXPIRED", "expired", server)).to.contain(`no secure connection to \`${server}\``);
    expect(explain("ForeignAnswer", "a page", server)).to.contain(`\`${server}\` does not answer as AWS does: check`);
  });
});

function explain(code: string, message: string, server?: string): string {
  const error = { action: "ec2:AssociateIamInstanceProfile", code, message };
  return explainError(server === undefined ? error : { ...error, server }, "program");
}
