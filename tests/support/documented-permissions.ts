import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect } from "chai";

import type { AuthorizationRequest } from "../../iam";
import { evaluate } from "../../iam";
import { policy } from "./policies";

const GUIDES = join(__dirname, "..", "..", "docs", "guides");
const ACCOUNT = "123456789012";
/** The instance of the guides. */
const INSTANCE = "i-0123456789abcdef0";

/** The policy that a guide documents, for the instance of a test. */
export function documentedPolicy(guide: string, instanceId: string): unknown {
  const json = /<!-- permissions -->\s*```json\n([^]*?)```/.exec(readFileSync(join(GUIDES, guide), "utf8"))?.[1] ?? "";
  return JSON.parse(json.replaceAll(INSTANCE, instanceId)) as unknown;
}

/**
 * Expects that the policy allows every request, and nothing that none of them needs: without any of its actions and
 * resources one of them is refused, and so are all in another account or, if they have a context, in another context.
 */
export function expectJustEnough(documented: unknown, requests: readonly AuthorizationRequest[]): void {
  const decided = (document: unknown, request: AuthorizationRequest) =>
    evaluate(request, { identity: [policy("guide", document)] }).decision;
  for (const request of requests) {
    expect(decided(documented, request), JSON.stringify(request)).to.equal("allowed");
    for (const other of elsewhere(request)) {
      expect(decided(documented, other), JSON.stringify(other)).to.not.equal("allowed");
    }
  }
  for (const [without, lesser] of lesserPolicies(documented as DocumentedPolicy)) {
    const refused = requests.filter((request) => decided(lesser, request) !== "allowed");
    expect(refused, `no call needs ${without}`).to.not.be.empty;
  }
}

function elsewhere(request: AuthorizationRequest): readonly AuthorizationRequest[] {
  const resource = request.resource.replace(ACCOUNT, "999999999999");
  const context = Object.fromEntries(Object.keys(request.context).map((key) => [key, "other"]));
  return [
    ...(resource === request.resource ? [] : [{ ...request, resource }]),
    ...(Object.keys(context).length === 0 ? [] : [{ ...request, context }]),
  ];
}

interface DocumentedPolicy {
  readonly Statement: readonly { readonly Action: string | string[]; readonly Resource: string | string[] }[];
}

/** The policy without each of its actions and resources in turn, with what was left out. */
function lesserPolicies(documented: DocumentedPolicy): readonly (readonly [without: string, policy: object])[] {
  return documented.Statement.flatMap((statement, index) =>
    (["Action", "Resource"] as const).flatMap((member) =>
      [statement[member]].flat().map((left) => {
        const others = [statement[member]].flat().filter((value) => value !== left);
        const lesser = others.length === 0 ? [] : [{ ...statement, [member]: others }];
        return [left, { ...documented, Statement: documented.Statement.toSpliced(index, 1, ...lesser) }] as const;
      }),
    ),
  );
}

/**
 * The requests that AWS authorises for a recorded call: passing the role of a profile is one of its own.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function requestsOf(call: URLSearchParams, instanceId: string): readonly AuthorizationRequest[] {
  const action = call.get("Action") ?? "";
  const base = { principal: `arn:aws:iam::${ACCOUNT}:user/deployer`, context: {} };
  const resource = iamResourceOf(call);
  if (resource !== undefined) {
    return [{ ...base, action: `iam:${action}`, resource }];
  }
  if (action.startsWith("Describe")) {
    return [{ ...base, action: `ec2:${action}`, resource: "*" }];
  }
  const instance = `arn:aws:ec2:eu-central-1:${ACCOUNT}:instance/${instanceId}`;
  const profile = call.get("IamInstanceProfile.Arn")?.split("/").at(-1);
  const passedRole = `arn:aws:iam::${ACCOUNT}:role/${profile ?? ""}`;
  const passing = { ...base, action: "iam:PassRole", context: { "iam:PassedToService": "ec2.amazonaws.com" } };
  return [
    { ...base, action: `ec2:${action}`, resource: instance },
    ...(profile === undefined ? [] : [{ ...passing, resource: passedRole }]),
  ];
}

function iamResourceOf(call: URLSearchParams): string | undefined {
  const named = [
    ["InstanceProfileName", "instance-profile"],
    ["RoleName", "role"],
  ].flatMap(([parameter = "", kind = ""]) => {
    const name = call.get(parameter);
    return name === null ? [] : [`arn:aws:iam::${ACCOUNT}:${kind}/${name}`];
  });
  return named[0] ?? call.get("PolicyArn") ?? call.get("PolicySourceArn") ?? undefined;
}
