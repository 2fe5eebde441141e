import { GetPolicyVersionCommand, IAMClient, paginateListPolicies, type Policy } from "@aws-sdk/client-iam";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsManagedPolicyData } from "../../ec2/aws-managed-policies";
import names from "./names.json";

/**
 * Writes ec2/aws-managed-policy-table.json anew from the IAM API: the policies of names.json, each in its default
 * version. Credentials, region and endpoint (AWS_ENDPOINT_URL) come from the environment:
 * `npx tsx tools/aws-managed-policies/generate-aws-managed-policies.ts "the IAM API of account 111122223333"`.
 */
async function main(): Promise<void> {
  const [source] = process.argv.slice(2);
  if (source === undefined) throw new Error("got no argument, expected where the policies come from, in words");
  const client = new IAMClient({});
  const found = new Map<string, Policy>();
  for await (const { Policies = [] } of paginateListPolicies({ client }, { Scope: "AWS" })) {
    for (const policy of Policies) found.set(policy.PolicyName ?? "", policy);
  }
  const policies: Record<string, AwsManagedPolicyData> = {};
  for (const name of names) {
    const policy = found.get(name);
    if (policy === undefined) throw new Error(`the IAM API lists no policy \`${name}\`: take it out of names.json`);
    policies[name] = await readPolicy(client, policy);
  }
  const head = { source, date: new Date().toISOString().slice(0, 10) };
  const generator = "tools/aws-managed-policies/generate-aws-managed-policies.ts";
  const lines = Object.entries(policies).map(([name, data]) => `  ${JSON.stringify(name)}: ${JSON.stringify(data)}`);
  const text = `${JSON.stringify({ ...head, generator }, undefined, 1).slice(0, -2)},\n "policies": {\n${lines.join(",\n")}\n }\n}\n`;
  writeFileSync(join(__dirname, "..", "..", "ec2", "aws-managed-policy-table.json"), text);
}

async function readPolicy(client: IAMClient, policy: Policy): Promise<AwsManagedPolicyData> {
  const { Arn, Path = "/", DefaultVersionId, UpdateDate } = policy;
  const request = new GetPolicyVersionCommand({ PolicyArn: Arn, VersionId: DefaultVersionId });
  const text = (await client.send(request)).PolicyVersion?.Document;
  if (text === undefined || DefaultVersionId === undefined) throw new Error(`the IAM API gives no document of ${Arn}`);
  return {
    path: Path,
    version: DefaultVersionId,
    updated: UpdateDate?.toISOString().slice(0, 10) ?? "",
    document: JSON.parse(decodeURIComponent(text)) as object,
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`generate-aws-managed-policies: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
