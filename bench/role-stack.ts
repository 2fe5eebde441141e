import { rmSync } from "node:fs";
import { createPolicies, policyDeclarations } from "../policies/registry";
import { BUILT_PACK, PolicyServer } from "../tests/support/policy-server";
import { runPolicy, type TestResource } from "../tests/support/policy-run";
import { emptyPack, processorMilliseconds } from "./policies";

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
  { actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], resource: "arn:aws:s3:::amzn-s3-demo-bucket-{n}/*" },
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

/** Seconds of a pack for the calls of one preview of the stack, by the clock and of the processor. */
interface PackTime {
  /** One call for each resource. */
  readonly resources: number;
  /** The call for the whole stack. */
  readonly stack: number;
  /** Of the processor, for all calls. */
  readonly processor: number;
}

async function packTime(folder: string, resources: readonly TestResource[]): Promise<PackTime> {
  const server = await PolicyServer.start(folder);
  try {
    const before = processorMilliseconds(server.pid);
    const start = process.hrtime.bigint();
    for (const resource of resources) await server.analyze(resource);
    const middle = process.hrtime.bigint();
    await server.analyzeStack(resources);
    const end = process.hrtime.bigint();
    const seconds = (from: bigint, to: bigint): number => Number(to - from) / 1e9;
    const processor = (processorMilliseconds(server.pid) - before) / 1000;
    return { resources: seconds(start, middle), stack: seconds(middle, end), processor };
  } finally {
    await server.stop();
  }
}

const SIZES = [50, 100, 200];

/**
 * Prints how long the pack takes for stacks with 50, 100 and 200 roles: by policy, and in all beside an empty pack, whose time
 * is that of the SDK and of transport; and how many times the time of a stack with half as many roles that is.
 */
export async function measureRoleStacks(): Promise<void> {
  createPolicies();
  timesByPolicy(roleStack(4));
  const times = SIZES.map((roles) => timesByPolicy(roleStack(roles)));
  const largest = times.at(-1) ?? new Map<string, number>();
  const rows = [...largest]
    .sort(([, a], [, b]) => b - a)
    .map(([policy, last]) => ({
      policy,
      ...Object.fromEntries(
        SIZES.map((roles, index) => [`${roles} roles, ms`, Math.round(times[index]?.get(policy) ?? 0)]),
      ),
      growth: (last / (times.at(-2)?.get(policy) ?? Number.NaN)).toFixed(1),
    }));
  console.log("policy pack, processor time by policy:");
  console.table(rows.slice(0, 12));
  const empty = emptyPack();
  const totals: Record<string, string>[] = [];
  let before: PackTime | undefined;
  for (const roles of SIZES) {
    const resources = roleStack(roles);
    const [ours, theirs] = [await packTime(BUILT_PACK, resources), await packTime(empty, resources)];
    totals.push({
      roles: String(roles),
      resources: String(resources.length),
      "each resource, s": ours.resources.toFixed(2),
      "the stack, s": ours.stack.toFixed(2),
      "together, s": (ours.resources + ours.stack).toFixed(2),
      "an empty pack, s": (theirs.resources + theirs.stack).toFixed(2),
      "processor, s": ours.processor.toFixed(2),
      growth: before === undefined ? "" : (ours.processor / before.processor).toFixed(1),
    });
    before = ours;
  }
  rmSync(empty, { recursive: true });
  console.log("policy pack on roles with three documents each: at most 3 s together for 200 roles");
  console.table(totals);
}
