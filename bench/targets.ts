import { readFileSync, writeFileSync } from "node:fs";
import { bundledCatalogue, compilePolicies, evaluate, lintPolicy, type AuthorizationRequest } from "../iam";
import { ADMINISTRATOR, DELETE_REQUEST, documentOf, READ_REQUEST, TWO_STATEMENTS } from "./corpus";
import { lintDocument } from "./lint.bench";
import { CONTAINMENT, EVALUATION, loadingTimes } from "./loading";

/** One figure that the engine is held to. */
export interface Measurement {
  readonly name: string;
  /** Absent for a figure that is only told. */
  readonly target?: string;
  readonly unit: string;
  /** One sample a run, in `unit`. */
  readonly samples: readonly number[];
}

const EVALUATIONS = 20_000;
const EVALUATION_SAMPLES = 25;
const DOCUMENTS = 1_000;
const LINT_SAMPLES = 5;

/** Measures every figure in one process but for loading, which takes a process a sample. */
export function measureTargets(): readonly Measurement[] {
  const loading = [
    { name: "load documents and evaluation over an empty Node", target: "under 30", names: EVALUATION },
    { name: "load containment besides", names: [...EVALUATION, ...CONTAINMENT] },
  ].map(({ names, ...figure }) => ({ ...figure, unit: "ms", samples: loadingTimes(names) }));
  return [
    rate("evaluate one request, two statements", "at least 100,000", TWO_STATEMENTS, READ_REQUEST),
    rate("evaluate one request, the largest managed policy", "at least 20,000", ADMINISTRATOR, DELETE_REQUEST),
    { name: "parse and lint 1,000 documents of 2 kB", target: "under 2,000", unit: "ms", samples: lintTimes() },
    ...loading.filter(({ samples }) => samples.length > 0),
  ];
}

function rate(name: string, target: string, statements: readonly object[], request: AuthorizationRequest): Measurement {
  const compiled = compilePolicies({ identity: [{ id: "p", document: documentOf(statements) }] });
  const sample = (): number => {
    const ms = millisecondsOf(() => {
      for (let call = 0; call < EVALUATIONS; call++) evaluate(request, compiled);
    });
    return (EVALUATIONS / ms) * 1000;
  };
  sample();
  return { name, target, unit: "calls/s", samples: Array.from({ length: EVALUATION_SAMPLES }, sample) };
}

/** The catalogue is loaded with the first round, which does not count. */
function lintTimes(): readonly number[] {
  const catalogue = bundledCatalogue();
  const texts = Array.from({ length: DOCUMENTS }, (_, n) => lintDocument(n));
  const sample = (): number =>
    millisecondsOf(() => {
      for (const text of texts) lintPolicy(text, { catalogue });
    });
  sample();
  return Array.from({ length: LINT_SAMPLES }, sample);
}

function millisecondsOf(work: () => void): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** A Markdown table with median and spread, the middle half of the samples. */
export function targetTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ name, target, unit, samples }) => {
    const sorted = [...samples].sort((a, b) => a - b);
    const at = (share: number): string => format(sorted[Math.round((sorted.length - 1) * share)] ?? 0);
    return `| ${name} | ${target === undefined ? "" : `${target} ${unit}`} | ${at(0.5)} ${unit} | ${at(0.25)} to ${at(0.75)} | ${samples.length} |`;
  });
  return ["| measurement | target | median | middle half | samples |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

function format(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 1 : 0 });
}

const RESULTS = /(<!-- results: start -->\n)[\s\S]*?(<!-- results: end -->)/;

/** Puts the table, with Node's version and the processor, between the markers of the page. */
export function writeResults(page: string, table: string, processor: string): void {
  const text = readFileSync(page, "utf8");
  if (!RESULTS.test(text)) throw new Error(`\`${page}\` has no markers for results`);
  const body = `\nNode ${process.versions.node}, ${processor}.\n\n${table}\n\n`;
  writeFileSync(
    page,
    text.replace(RESULTS, (_all, start: string, end: string) => start + body + end),
  );
}
