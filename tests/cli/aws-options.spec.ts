import { Command } from "commander";
import { expect } from "chai";

import type { AwsOptions } from "../../cli/aws-options";
import { addAwsOptions, connectionOf } from "../../cli/aws-options";
import { InputError } from "../../cli/input";

describe("the options of commands that call AWS", () => {
  const given = (...args: readonly string[]) => {
    const command = addAwsOptions(new Command(), "the region");
    return command.parse(["node", "command", ...args]).opts<AwsOptions>();
  };

  it("make a connection, with the endpoint for each service and for roles", () => {
    expect(connectionOf(given(), ["ec2"])).to.deep.equal({});
    const options = given("--region", "eu-central-1", "--profile", "dev", "--endpoint-url", "http://127.0.0.1:1");
    expect(connectionOf(options, ["ec2", "iam"])).to.deep.equal({
      region: "eu-central-1",
      profile: "dev",
      endpoints: { ec2: "http://127.0.0.1:1", iam: "http://127.0.0.1:1", sts: "http://127.0.0.1:1" },
    });
  });

  for (const [option, value, expected] of [
    ["--endpoint-url", "aws.test:443", "an address with http: or https:"],
    ["--endpoint-url", "", "an address with http: or https:"],
    ["--region", "eu central", "the code of a region, such as `eu-central-1`"],
    ["--region", "", "the code of a region, such as `eu-central-1`"],
  ] as const) {
    it(`refuse \`${value}\` for ${option}`, () => {
      expect(() => connectionOf(given(option, value), []))
        .to.throw(InputError)
        .with.property("faults")
        .that.deep.equals([{ file: option, pointer: "", reason: `got \`${value}\`, expected ${expected}` }]);
    });
  }
});
