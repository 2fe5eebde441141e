import type { Command } from "commander";
import {
  bundledCatalogue,
  compilePolicies,
  evaluate,
  evaluateAll,
  explain,
  implicitDenyReason,
  type AuthorizationRequest,
  type CompiledPolicies,
  type EvaluateOptions,
  type Evaluation,
} from "../iam";
import { evaluationReport, type ExplainedEvaluation } from "./evaluation-report";
import { readJson, type JsonInput } from "./input";
import { formatOption, type CommonOptions } from "./options";
import { readPolicies } from "./policies-input";
import { readRequests } from "./request-input";
import type { CommandResult } from "./report";
import { runCommand } from "./run-command";

interface EvaluateCommandOptions extends CommonOptions {
  readonly request: string;
  readonly policies: string;
}

const EXIT_CODES: Readonly<Record<Evaluation["decision"], 0 | 1 | 3>> = {
  allowed: 0,
  explicitDeny: 1,
  implicitDeny: 1,
  unknown: 3,
};

const INPUT_HELP = `
The request, or a list of requests that AWS authorises together:
  { "principal": "arn:aws:iam::111122223333:role/app", "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/key",
    "context": { "aws:SourceIp": "203.0.113.7" } }
  principal        ARN of a user, role, role session, account root or identity provider, a service principal,
                   a web identity provider, a canonical user id, or * for an anonymous caller
  resource         one ARN, or * for an action without resource types
  context          condition keys: a text, a number, true, false or a list of texts; a key left out is not in the request
  resourceAccount, managementAccount   optional

The policies, each { "id": "name", "document": { … } }; a kind that is left out takes no part:
  identity, session            a list
  permissionsBoundary, resource  one policy; resourcePolicyKind: trust, kmsKey or other (told from the resource)
  scps, rcps                   a list of levels, root first, each a list

Described with examples in docs/guides/evaluating.md.`;

/** `ec2-identity evaluate`: 0 allowed, 1 denied, 3 unknown. */
export function addEvaluateCommand(program: Command): void {
  program
    .command("evaluate")
    .description("decide a request as AWS does; a list of requests is one call on several resources")
    .requiredOption("--request <file>", "an authorization request in JSON, or a list of them")
    .requiredOption("--policies <file>", "the policies that apply, by kind, each with id and document")
    .addOption(formatOption())
    .addHelpText("after", INPUT_HELP)
    .action((options: EvaluateCommandOptions) => {
      runCommand(options.format, () => evaluateInputs(readJson(options.request), readJson(options.policies)));
    });
}

/**
 * Decides the request of one file by the policies of another.
 * @throws InputError for what is no request, and no policies.
 */
export function evaluateInputs(request: JsonInput, input: JsonInput): CommandResult {
  const requests = readRequests(request);
  const policies = compilePolicies(readPolicies(input));
  const options = { catalogue: bundledCatalogue() };
  const evaluation = evaluateAll(requests, policies, options);
  return {
    report: evaluationReport(explained(evaluation, requests, policies, options), requests, input),
    exitCode: EXIT_CODES[evaluation.decision],
  };
}

/** Explains the first request that has the decision of the whole call. */
function explained(
  evaluation: Evaluation,
  requests: readonly AuthorizationRequest[],
  policies: CompiledPolicies,
  options: EvaluateOptions,
): ExplainedEvaluation {
  const { decision } = evaluation;
  const request = requests.find((one) => evaluate(one, policies, options).decision === decision);
  if (request === undefined) return { ...evaluation, explanation: [] };
  const explanation = explain(request, policies, options);
  if (decision !== "implicitDeny") return { ...evaluation, explanation };
  return { ...evaluation, because: implicitDenyReason(request, policies, options), explanation };
}
