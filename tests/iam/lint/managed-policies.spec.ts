import { expect } from "chai";
import { awsManagedPolicies } from "../../../ec2/aws-managed-policies";
import { bundledCatalogue, lintPolicy } from "../../../iam";

/** AWS's own slips, each compared with the resource types that AWS's tables give the action. */
const WITHOUT_RESOURCE = [
  "AmazonBedrockFullAccess unsupported-resource-for-action /Statement/8/Action/3",
  "AmazonEC2RoleforAWSCodeDeployLimited unsupported-resource-for-action /Statement/0/Action/2",
  "AmazonEMRServicePolicy_v2 unsupported-resource-for-action /Statement/0/Action/3",
  "AmazonEMRServicePolicy_v2 unsupported-resource-for-action /Statement/0/Action/4",
  "AmazonEMRServicePolicy_v2 unsupported-resource-for-action /Statement/4/Action/2",
  "AmazonEMRServicePolicy_v2 unsupported-resource-for-action /Statement/4/Action/3",
];

describe("lint of AWS managed policies", () => {
  it("finds no action without a resource but where AWS names one that the action does not act on", () => {
    const found = Object.entries(awsManagedPolicies().policies).flatMap(([name, { document }]) =>
      lintPolicy(document, { catalogue: bundledCatalogue(), policyType: "identity" })
        .filter(({ code }) => code.startsWith("unsupported-resource-for-"))
        .map(({ code, pointer }) => `${name} ${code} ${pointer}`),
    );
    expect(found).to.deep.equal(WITHOUT_RESOURCE);
  });
});
