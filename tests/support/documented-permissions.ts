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

/** Expects that the policy allows every request, and names no action that none of them needs. */
export function expectJustEnough(documented: unknown, requests: readonly AuthorizationRequest[]): void {
  const identity = [policy("guide", documented)];
  for (const request of requests) {
    expect(evaluate(request, { identity }).decision, JSON.stringify(request)).to.equal("allowed");
  }
  const { Statement: statements } = documented as { Statement: { Action: string | string[] }[] };
  const named = statements.flatMap(({ Action }) => Action);
  expect([...new Set(requests.map(({ action }) => action))].sort()).to.deep.equal(named.sort());
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
