import type { Command } from "commander";
import {
  bundledCatalogue,
  checkDisjointness,
  describeRequest,
  evaluate,
  lintPolicy,
  parsePolicyDocument,
  type Disjointness,
  type PolicyDocument,
  type PolicyType,
} from "../iam";
import { differenceReport, type Difference } from "./difference-report";
import { readDocument } from "./document-input";
import { InputError, readJson } from "./input";
import { collect, formatOption, typeOption, type CommonOptions } from "./options";
import type { CommandResult } from "./report";
import { runCommand } from "./run-command";

interface AccessNotGrantedOptions extends CommonOptions {
  readonly policy: string;
  readonly action?: readonly string[];
  readonly resource?: readonly string[];
  readonly type: PolicyType;
}

const EXIT_CODES: Readonly<Record<Disjointness["kind"], 0 | 1 | 3>> = { disjoint: 0, overlapping: 1, unknown: 3 };

/** `ec2-identity check-access-not-granted`: 0 not granted, 1 granted, 3 unknown. */
export function addCheckAccessNotGrantedCommand(program: Command): void {
  program
    .command("check-access-not-granted")
    .description("check that a policy allows none of the actions on any of the resources")
    .requiredOption("--policy <file>", "the policy document in JSON")
    .option("--action <action>", "an action, * and ? are wildcards; may be given again; none: all actions", collect)
    .option("--resource <arn>", "an ARN, * and ? are wildcards; may be given again; none: all resources", collect)
    .addOption(typeOption("where the document stands").default("identity"))
    .addOption(formatOption())
    .action((options: AccessNotGrantedOptions) => {
      runCommand(options.format, () => checkFile(options));
    });
}

function checkFile({ policy, action = [], resource = [], type }: AccessNotGrantedOptions): CommandResult {
  const input = readJson(policy);
  const document = readDocument(input, type, "--type");
  const access = [{ id: "access", document: accessDocument(action, resource) }];
  const isOfResource = type === "resource" || type === "trust" || type === "rcp";
  const asked = isOfResource ? access.map((one) => ({ ...one, document: byEverybody(one.document) })) : access;
  const answer = checkDisjointness([{ id: policy, document }], asked, { policyType: type });
  return {
    report: differenceReport("check-access-not-granted", describe(answer, policy, document, type), answer, input),
    exitCode: EXIT_CODES[answer.kind],
  };
}

/**
 * The listed access as a document.
 * @throws InputError for an action or a resource that no request can have, such as a misspelt one: asking for it would
 * always pass
 */
function accessDocument(actions: readonly string[], resources: readonly string[]): PolicyDocument {
  const Statement = {
    Effect: "Allow",
    Action: actions.length > 0 ? actions : "*",
    Resource: resources.length > 0 ? resources : "*",
  };
  const document = { Version: "2012-10-17", Statement };
  const findings = lintPolicy(document, { policyType: "identity", catalogue: bundledCatalogue() });
  const wrong = findings.filter(({ severity, pointer }) => severity === "error" && pointer !== "");
  const result = parsePolicyDocument(document);
  if (result.kind === "parsed" && wrong.length === 0) return result.document;
  throw new InputError(
    (wrong.length > 0 ? wrong : result.issues).map(({ pointer, message, ...more }) => ({
      file: pointer.startsWith("/Statement/Action") ? "--action" : "--resource",
      pointer: "",
      reason: "fix" in more ? `${message}; ${more.fix}` : message,
    })),
  );
}

function byEverybody(document: PolicyDocument): PolicyDocument {
  const principals = { aws: ["*"], service: [], federated: [], canonicalUser: [] };
  return { ...document, statements: document.statements.map((statement) => ({ ...statement, principals })) };
}

function describe(answer: Disjointness, id: string, document: PolicyDocument, type: PolicyType): Difference {
  switch (answer.kind) {
    case "disjoint":
      return { outcome: "passed", sentence: "the policy grants none of the listed access" };
    case "overlapping": {
      const { request } = answer;
      const isOfResource = type === "resource" || type === "trust" || type === "rcp";
      const policies = isOfResource ? { resource: { id, document } } : { identity: [{ id, document }] };
      const { deciding } = evaluate(request, policies);
      const by = deciding.map(({ pointer, sid }) => `${id} ${pointer}${sid === undefined ? "" : ` (${sid})`}`);
      const details = [...describeRequest(answer), `allowed by: ${by.join(", ")}`];
      return { outcome: "failed", sentence: "the policy grants listed access", details, allowedBy: deciding };
    }
    case "unknown":
      return { outcome: "unknown", sentence: `not decided: ${answer.reason.message}` };
  }
}
