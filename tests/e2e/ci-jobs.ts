import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { REPOSITORY } from "../../tools/repository";

/** One shell of a job: what runs in it, with the variables that it has beside those of the runner. */
export interface CiShell {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether it runs although an earlier one has failed. */
  readonly always: boolean;
}

const text = z.record(z.string(), z.string());
const WORKFLOW = z.object({
  env: text,
  jobs: z.record(
    z.string(),
    z.object({
      env: text.default({}),
      steps: z.array(z.object({ run: z.string().optional(), if: z.string().optional(), env: text.default({}) })),
    }),
  ),
});

/**
 * The shells of a job of docs/ci/github-actions.yml: one for each step that runs commands. `expressions` says what the
 * expressions of the workflow come to; one that it does not name is an error, as is one inside of a script.
 */
export function githubShells(job: string, expressions: Readonly<Record<string, string>>): readonly CiShell[] {
  const workflow = WORKFLOW.parse(parse(readFileSync(join(REPOSITORY, "docs/ci/github-actions.yml"), "utf8")));
  const found = workflow.jobs[job];
  if (found === undefined) throw new Error(`the workflow has no job ${job}`);
  const resolve = (value: string): string =>
    value.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const known = expressions[expression];
      if (known === undefined) throw new Error(`the value of the expression ${expression} is not given`);
      return known;
    });
  return found.steps.flatMap(({ run, if: condition, env }) => {
    if (run === undefined) return [];
    if (run.includes("${{")) throw new Error(`an expression inside of a script can be injected into: ${run}`);
    const values = Object.entries({ ...workflow.env, ...found.env, ...env });
    const resolved = Object.fromEntries(values.map(([key, value]) => [key, resolve(value)]));
    return [{ script: run, env: resolved, always: condition === "always()" }];
  });
}

const lines = z.array(z.string()).default([]);
const GITLAB_JOB = z.object({ script: lines, after_script: lines });
const PIPELINE = z.object({ variables: text, default: z.object({ before_script: lines }) });

/** The shells of a job of docs/ci/gitlab-ci.yml: before_script with script, and after_script. */
export function gitlabShells(job: string): readonly CiShell[] {
  const yaml = parse(readFileSync(join(REPOSITORY, "docs/ci/gitlab-ci.yml"), "utf8")) as Record<string, unknown>;
  const { variables, default: common } = PIPELINE.parse(yaml);
  const { script, after_script: after } = GITLAB_JOB.parse(yaml[job]);
  // GitLab expands variables in the values of others, as the shell does in double quotes.
  const exports = Object.entries(variables).map(([key, value]) => `export ${key}="${value}"`);
  const shell = (commands: readonly string[], always: boolean): readonly CiShell[] =>
    commands.length === 0 ? [] : [{ script: [...exports, ...commands].join("\n"), env: {}, always }];
  return [...shell([...common.before_script, ...script], false), ...shell(after, true)];
}
