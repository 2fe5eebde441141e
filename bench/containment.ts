import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { checkContainment, type PolicyDocument } from "../iam";
import { documentOf, FAMILIES, PIGEONS } from "./containment-families";
import { drawCurves, type Curve } from "./draw-curves";

export const SIZES = [1, 2, 4, 8, 16, 32, 64];
const REPEATS = 3;

/** Milliseconds of the fastest of some runs. */
function fastest(run: () => void): number {
  const all = Array.from({ length: REPEATS }, () => {
    const start = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  return Math.min(...all);
}

/** Measures each family at each size. Throws for a wrong verdict. */
export function growthCurves(): readonly Curve[] {
  return FAMILIES.map((family) => {
    const { name, want } = family;
    const points = SIZES.map((n) => {
      const [inner, outer] = family.pair(n);
      const milliseconds = fastest(() => {
        const { kind } = checkContainment(inner, outer);
        if (kind !== want) throw new Error(`${name}, n = ${n}: expected ${want}, got ${kind}`);
      });
      return { n, milliseconds };
    });
    return { name, points };
  });
}

/** A fixed corpus of pairs of documents with 1 to 10 statements. */
function corpus(): readonly (readonly [inner: PolicyDocument, outer: PolicyDocument])[] {
  const documents = Array.from({ length: 30 }, (_, index) => documentOf(statementsOf(index)));
  return documents.flatMap((inner) => documents.map((outer) => [inner, outer] as const));
}

/** Asks each question of the corpus once. */
export function askCorpus(): void {
  for (const pair of corpus()) checkContainment(...pair);
}

/** Milliseconds of each question of the corpus, the fastest of some runs, ascending. */
export function questionTimes(): readonly number[] {
  const times = corpus().map((pair) =>
    fastest(() => {
      checkContainment(...pair);
    }),
  );
  return times.sort((a, b) => a - b);
}

/** Milliseconds until a question that is beyond the limit ends. Throws when it ends otherwise. */
function timeOfLimit(): number {
  const [inner, outer] = PIGEONS.pair(10);
  const start = process.hrtime.bigint();
  const answer = checkContainment(inner, outer);
  if (answer.kind !== "unknown" || answer.reason.limit !== "containmentSteps") {
    throw new Error(`${PIGEONS.name}: expected the limit containmentSteps, got ${JSON.stringify(answer)}`);
  }
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const ACTIONS = [
  "s3:GetObject",
  "s3:Get*",
  "s3:*",
  "sqs:SendMessage",
  "ec2:Describe*",
  "iam:PassRole",
  "secretsmanager:GetSecretValue",
];
const RESOURCES = [
  "*",
  "arn:aws:s3:::pics",
  "arn:aws:s3:::pics/*",
  "arn:aws:sqs:*:111122223333:queue",
  "arn:aws:iam::111122223333:role/qateam-*",
];
const CONDITIONS = [
  {},
  { StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] } },
  { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"] } },
  { Bool: { "aws:SecureTransport": "true" } },
  { StringLike: { "s3:prefix": ["home/${aws:username}/*", "shared/*"] } },
];

function statementsOf(seed: number): readonly Readonly<Record<string, unknown>>[] {
  return Array.from({ length: (seed % 10) + 1 }, (_, index) => {
    const at = seed * 13 + index * 7;
    return {
      Effect: at % 5 === 4 ? "Deny" : "Allow",
      Action: [ACTIONS[at % ACTIONS.length], ACTIONS[(at + 3) % ACTIONS.length]],
      Resource: [RESOURCES[at % RESOURCES.length], RESOURCES[(at + 2) % RESOURCES.length]],
      Condition: CONDITIONS[(at >> 1) % CONDITIONS.length],
    };
  });
}

/** Prints the measurements of containment and draws the growth curves. */
export function measureContainment(file: string): void {
  const times = questionTimes();
  const at = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(3);
  console.log(
    `containment, ${times.length} questions on 1 to 10 statements: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, most ${at(1)} ms`,
  );
  console.log(`containment, a hostile question: unknown by containmentSteps after ${timeOfLimit().toFixed(0)} ms`);
  const curves = growthCurves();
  console.table(
    curves.map(({ name, points }) => ({
      "ms by n": name,
      ...Object.fromEntries(points.map(({ n, milliseconds }) => [n, milliseconds.toFixed(2)])),
    })),
  );
  drawCurves(file, curves);
  const alone = spawnSync(
    process.execPath,
    ["--require", require.resolve("tsx/cjs"), join(__dirname, "containment-memory.ts")],
    { encoding: "utf8" },
  );
  console.log((alone.stdout + alone.stderr).trim());
  if (alone.status !== 0) throw new Error("containment alone takes more memory than it may");
}
