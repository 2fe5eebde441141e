import { identityReader, type IdentityReader } from "../../../../aws/identity-reader";
import { evaluate, parsePolicyDocument, type ApplicablePolicies, type NamedPolicy } from "../../../../iam";
import type { AwsRequest } from "../aws-request";
import { queryAnswer, queryError, type XmlElements } from "../aws-response";
import { answer, type Behaviour } from "../behaviour";
import type { Moto } from "../moto";

/**
 * Decides each action on each resource by the role's policies and its permissions boundary. moto does not simulate: it is
 * this package's own engine that answers, so a test against it shows the call and its answer, not that AWS agrees.
 */
export const policySimulation: Behaviour = {
  name: "policies of a role are simulated",
  source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html",
  actions: ["iam:SimulatePrincipalPolicy"],
  async before(request, moto) {
    const roleArn = request.parameters?.get("PolicySourceArn") ?? "";
    const name = /:role\/(?:.*\/)?([^/]+)$/.exec(roleArn)?.[1];
    if (name === undefined) {
      return answer(queryError(400, "InvalidInput", `Invalid ARN \`${roleArn}\`: expected that of a role`));
    }
    const policies = await policiesOf(name, await readerOf(request, moto));
    const results = members(request, "ActionNames").flatMap((action) =>
      members(request, "ResourceArns").map((resource) => result(roleArn, action, resource, policies)),
    );
    return answer(
      queryAnswer("SimulatePrincipalPolicy", { EvaluationResults: { member: results }, IsTruncated: "false" }),
    );
  },
};

function members({ parameters = new URLSearchParams() }: AwsRequest, list: string): readonly string[] {
  const entries = [...parameters].filter(([name]) => name.startsWith(`${list}.member.`));
  return entries.length === 0 ? ["*"] : entries.map(([, value]) => value);
}

function readerOf({ region, accessKeyId }: AwsRequest, { endpoint }: Moto): Promise<IdentityReader> {
  return identityReader({
    region,
    accessKeyId,
    secretAccessKey: "offline",
    endpoints: { ec2: endpoint, iam: endpoint },
  });
}

async function policiesOf(role: string, reader: IdentityReader): Promise<ApplicablePolicies> {
  const { permissionsBoundaryArn: boundary } = await reader.role(role);
  return {
    identity: (await reader.rolePolicies(role)).map(parsed),
    ...(boundary === undefined ? {} : { permissionsBoundary: parsed(await reader.managedPolicy(boundary)) }),
  };
}

function parsed({ id, document: text }: { readonly id: string; readonly document: string }): NamedPolicy {
  const result = parsePolicyDocument(text, { policyType: "identity" });
  if (result.kind === "invalid") throw new Error(`the policy \`${id}\` is invalid`);
  return { id, document: result.document };
}

function result(principal: string, action: string, resource: string, policies: ApplicablePolicies): XmlElements {
  const { decision } = evaluate({ principal, action, resource, context: {} }, policies);
  return { EvalActionName: action, EvalResourceName: resource, EvalDecision: decision };
}
