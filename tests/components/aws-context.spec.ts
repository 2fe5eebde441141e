import { expect } from "chai";
import { awsContext } from "../../components/aws-context";
import { runWithMocks, valueOf } from "../support/pulumi-mocks";

describe("what the provider says of itself", () => {
  it("refuses a partition in which it is not known whom a role should trust", async () => {
    const run = await runWithMocks(
      () => valueOf(awsContext({}).ec2ServicePrincipal).catch((error: unknown) => error as Error),
      { partition: "aws-mars" },
    );
    const error = await run.value;
    expect(error).to.be.instanceOf(Error);
    expect((error as Error).message).to.contain("the provider's partition `aws-mars` is not one of aws, aws-cn");
  });
});
