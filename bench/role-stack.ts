import { createPolicies, policyDeclarations } from "../policies/registry";
import { BUILT_PACK, PolicyServer } from "../tests/support/policy-server";
import { runPolicy, type TestResource } from "../tests/support/policy-run";

const ACCOUNT = "111122223333";
const documentOf = (...Statement: readonly object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });

/** A stack of `roles` roles with three inline policies of 2 kB each, and a user for every four roles who may pass those. */
export function roleStack(roles: number): readonly TestResource[] {
  const named = Array.from({ length: roles }, (_, index) => `role-${index}`);
  return [
    { type: "pulumi:pulumi:Stack", name: "bench-dev", outputs: {} },
    ...named.flatMap((name, index) => [roleOf(name), ...[0, 1, 2].map((part) => policyOf(name, index * 3 + part))]),
    ...named.filter((_, index) => index % 4 === 0).flatMap((_, index) => passerOf(index)),
  ];
}

function roleOf(name: string): TestResource {
  const trust = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
  const inputs = { name, assumeRolePolicy: documentOf(trust) };
  return {
    type: "aws:iam/role:Role",
    name,
    inputs,
    outputs: { ...inputs, arn: `arn:aws:iam::${ACCOUNT}:role/${name}` },
  };
}

function policyOf(role: string, number: number): TestResource {
  const outputs = { role, policy: permissionsOf(number), name: `policy-${number}` };
  return { type: "aws:iam/rolePolicy:RolePolicy", name: `policy-${number}`, outputs };
}

const SERVICES = [
  { actions: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"], resource: "arn:aws:s3:::amzn-s3-demo-bucket-{n}/*" },
  { actions: ["sqs:SendMessage", "sqs:ReceiveMessage"], resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:queue-{n}` },
  { actions: ["dynamodb:GetItem", "dynamodb:Query"], resource: `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/t-{n}` },
  { actions: ["kms:Decrypt"], resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/{n}` },
] as const;

/** Nine statements, about 2 kB: what programs write for a workload. */
function permissionsOf(number: number): string {
  const statements = Array.from({ length: 9 }, (_, index) => {
    const { actions, resource } = SERVICES[(number + index) % SERVICES.length] ?? SERVICES[0];
    const place = resource.replace("{n}", `${number}-${index}`);
    return {
      Sid: `Statement${index}`,
      Effect: index % 4 === 3 ? "Deny" : "Allow",
      Action: actions,
      Resource: [place, `${place}-archive`],
      Condition: { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } },
    };
  });
  return documentOf(...statements);
}

function passerOf(index: number): readonly TestResource[] {
  const name = `passer-${index}`;
  const roles = [0, 1, 2, 3].map((part) => `arn:aws:iam::${ACCOUNT}:role/role-${index * 4 + part}`);
  const pass = {
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: roles,
    Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
  };
  const run = { Effect: "Allow", Action: "ec2:RunInstances", Resource: `arn:aws:ec2:*:${ACCOUNT}:*/*` };
  const arn = `arn:aws:iam::${ACCOUNT}:user/${name}`;
  return [
    { type: "aws:iam/user:User", name, outputs: { name, arn } },
    {
      type: "aws:iam/userPolicy:UserPolicy",
      name: `${name}-pass`,
      outputs: { user: name, policy: documentOf(pass, run) },
    },
  ];
}

/** Processor time in milliseconds, which other programs on the machine do not lengthen as they do the clock's. */
function processorTime(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Milliseconds of each policy that is on by default, over the stack; the model of the stack is made for the first. */
function timesByPolicy(resources: readonly TestResource[]): ReadonlyMap<string, number> {
  const on = policyDeclarations.filter(({ enforcementLevel }) => enforcementLevel !== "disabled");
  return new Map(on.map((policy) => [policy.name, processorTime(() => runPolicy(policy, { resources }))]));
}

/** Seconds of the built pack for all calls of one preview of the stack. */
async function packTime(resources: readonly TestResource[]): Promise<number> {
  const server = await PolicyServer.start(BUILT_PACK);
  try {
    const start = process.hrtime.bigint();
    for (const resource of resources) await server.analyze(resource);
    await server.analyzeStack(resources);
    return Number(process.hrtime.bigint() - start) / 1e9;
  } finally {
    await server.stop();
  }
}

/** Prints how long the pack takes for stacks with 50, 100 and 200 roles, in all and by policy. */
export async function measureRoleStacks(): Promise<void> {
  createPolicies();
  timesByPolicy(roleStack(4));
  const sizes = [50, 100, 200];
  const times = sizes.map((roles) => timesByPolicy(roleStack(roles)));
  const largest = times.at(-1) ?? new Map<string, number>();
  const rows = [...largest]
    .sort(([, a], [, b]) => b - a)
    .map(([policy]) => ({
      policy,
      ...Object.fromEntries(
        sizes.map((roles, index) => [`${roles} roles, ms`, Math.round(times[index]?.get(policy) ?? 0)]),
      ),
    }));
  console.log("policy pack, processor time by policy:");
  console.table(rows.slice(0, 12));
  const totals: Record<string, string>[] = [];
  for (const roles of sizes) {
    const resources = roleStack(roles);
    const seconds = await packTime(resources);
    totals.push({ roles: String(roles), resources: String(resources.length), "the pack, s": seconds.toFixed(2) });
  }
  console.table(totals);
}
