import { expect } from "chai";

import { planInstanceRoleGrant } from "../../components/instance-role-grant-plan";
import { planInstanceRole } from "../../components/instance-role-plan";

const PHOTOS = "arn:aws:s3:::photos";
const JOBS = "arn:aws:sqs:eu-central-1:123456789012:jobs";
const UNKNOWN = "${ec2-identity:symbol:0}";
const read = (resource = `${PHOTOS}/*`) => ({ actions: ["s3:GetObject"], resources: [resource] });
const take = { actions: ["sqs:ReceiveMessage"], resources: [JOBS] };

function boundary(
  ...statements: readonly { readonly actions: string[]; readonly resources: string[]; readonly effect?: string }[]
) {
  const Statement = statements.map(({ effect = "Allow", actions, resources }) => ({
    Effect: effect,
    Action: actions,
    Resource: resources,
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function plan(input: object) {
  const result = planInstanceRole({ ec2ServicePrincipal: "ec2.amazonaws.com", ...input });
  const of = (found: readonly { readonly property: string; readonly message: string }[] = []) =>
    found.map(({ property, message }) => `${property}: ${message}`);
  return result.kind === "refused"
    ? { refused: of(result.problems), warnings: [] }
    : { refused: [], warnings: of(result.warnings) };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html */
describe("the permissions boundary of an InstanceRole", () => {
  it("is refused where it allows nothing of what the role is given, with a request that it should allow", () => {
    const { refused } = plan({
      statements: [read()],
      customerManagedPolicies: { jobs: [take] },
      boundaryDocument: boundary({ actions: ["dynamodb:*"], resources: ["*"] }),
    });
    expect(refused).to.have.length(1);
    expect(refused[0])
      .to.match(/^permissionsBoundary: got a boundary that allows nothing of what the role is given/)
      .and.to.contain("`statements`, `customerManagedPolicies.jobs`")
      .and.to.match(
        /expected a boundary that allows it, such as `(s3:GetObject` on `arn:aws:s3:::photos|sqs:ReceiveMessage` on)/,
      );
  });

  it("is refused where a Deny takes back all that it allows of the role", () => {
    const boundaryDocument = boundary(
      { actions: ["s3:*", "sqs:*"], resources: ["*"] },
      { effect: "Deny", actions: ["s3:Get*"], resources: [`${PHOTOS}*`] },
    );
    expect(plan({ statements: [read()], boundaryDocument }).refused).to.have.length(1);
    expect(plan({ statements: [read(), take], boundaryDocument }).refused).to.deep.equal([]);
  });

  it("draws a warning for each document of which it allows nothing, where it allows something of another", () => {
    const boundaryDocument = boundary(take);
    const { refused, warnings } = plan({
      statements: [read()],
      customerManagedPolicies: { jobs: [take] },
      boundaryDocument,
    });
    expect(refused).to.deep.equal([]);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/^statements: `permissionsBoundary` allows nothing of it/);
  });

  it("is not refused, where the role has managed policies that are not known here", () => {
    const input = {
      statements: [read()],
      managedPolicies: { agent: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
      boundaryDocument: boundary({ actions: ["cloudwatch:*"], resources: ["*"] }),
    };
    expect(plan(input).refused).to.deep.equal([]);
    expect(plan(input).warnings).to.have.length(1);
    const known = { managedDocuments: { agent: boundary({ actions: ["logs:*"], resources: ["*"] }) } };
    expect(plan({ ...input, ...known }).refused).to.have.length(1);
  });

  it("is judged for what is known: the same unknown value is the same, a document that is unknown is not judged", () => {
    const statements = [read(`${UNKNOWN}/*`)];
    const overlapping: unknown = JSON.parse(boundary({ actions: ["s3:*"], resources: [`${UNKNOWN}/*`] }));
    const other: unknown = JSON.parse(boundary({ actions: ["sqs:*"], resources: [UNKNOWN] }));
    expect(plan({ statements, boundaryDocument: overlapping })).to.deep.equal({ refused: [], warnings: [] });
    expect(plan({ statements, boundaryDocument: other }).refused).to.have.length(1);
    expect(plan({ statements, boundaryDocument: UNKNOWN })).to.deep.equal({ refused: [], warnings: [] });
    const inlinePolicies = { other: UNKNOWN };
    expect(plan({ statements, inlinePolicies, boundaryDocument: other }).refused).to.deep.equal([]);
  });

  it("is known to the grants of the role", () => {
    const boundaryDocument = boundary(take);
    const grant = (statements: readonly object[]) =>
      planInstanceRoleGrant({ policyName: "more", statements, boundaryDocument });
    expect(grant([take, read()]).kind).to.equal("planned");
    const refused = grant([read()]);
    expect(refused.kind === "refused" && refused.problems[0]?.property).to.equal("permissionsBoundary of the role");
  });

  it("may stand on a role that is given nothing yet", () => {
    expect(plan({ boundaryDocument: boundary(take) })).to.deep.equal({ refused: [], warnings: [] });
  });
});
