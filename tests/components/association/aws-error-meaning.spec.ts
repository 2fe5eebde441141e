import { expect } from "chai";

import type { AwsError, ErrorMeaning } from "../../../components/association/aws-error-meaning-plan";
import { explainError, meaningOf } from "../../../components/association/aws-error-meaning-plan";
import { loadCases, runCases } from "../../support/cases";

describe("what an error of AWS means", () => {
  runCases(
    loadCases<AwsError, ErrorMeaning>("components/association/error-meaning", ["code", "message"]),
    (given, want) => {
      expect(meaningOf(given)).to.equal(want);
    },
  );

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

  it("says what to do about credentials, the clock and the network", () => {
    expect(explain("ExpiredToken", "expired")).to.contain("no usable AWS credentials: set a profile");
    expect(explain("RequestExpired", "Request has expired.")).to.contain("the clock of this machine differs");
    expect(explain("ENOTFOUND", "getaddrinfo")).to.contain("AWS is not reachable");
  });
});

function explain(code: string, message: string): string {
  return explainError({ code, message }, "ec2:AssociateIamInstanceProfile", [
    "ec2:AssociateIamInstanceProfile",
    "iam:PassRole",
  ]);
}
