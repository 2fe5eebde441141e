import { parseArn } from "../arn/arn";
import { pointerTo } from "../document/json/json-node";
import type { AuthorizationRequest } from "./authorization-request";
import { readPrincipal } from "./principal";

/** What is wrong with a request, and where in it. */
export interface RequestIssue {
  /** JSON pointer into the request. */
  readonly pointer: string;
  readonly message: string;
}

const ACCOUNT_ID = /^\d{12}$/;
const ACTION = /^[A-Za-z0-9-]+:[A-Za-z0-9-]+$/;
/** A web identity provider is named by its domain. */
const PROVIDER = /^(?=.*\.)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

const PRINCIPALS =
  "the ARN of a user, role, role session, federated user, account root or identity provider, a service principal " +
  "(`ec2.amazonaws.com`), a web identity provider (`graph.facebook.com`), a canonical user id, or `*` for an anonymous caller";

/**
 * Reports what makes a request one that AWS cannot receive: a caller of no known form, an action or a caller with
 * wildcards, a resource that is neither an ARN nor `*`, a context key without its service or given twice. `evaluate` takes
 * such a request all the same; it matches little.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html
 */
export function checkRequest(request: AuthorizationRequest): readonly RequestIssue[] {
  const { principal, action, resource, resourceAccount, context } = request;
  const issues: RequestIssue[] = [];
  const add = (pointer: string, message: string): number => issues.push({ pointer, message });
  if (!isPrincipal(principal)) add("/principal", `got \`${principal}\`, expected ${PRINCIPALS}`);
  if (!ACTION.test(action)) {
    const hint = /[*?]/.test(action) ? "; a request has one action, wildcards stand in policies" : "";
    add("/action", `got \`${action}\`, expected \`service:action\`, such as \`s3:GetObject\`${hint}`);
  }
  if (resource !== "*" && parseArn(resource) === undefined) {
    add("/resource", `got \`${resource}\`, expected one ARN, or \`*\` for an action without resource types`);
  }
  if (resourceAccount !== undefined && !ACCOUNT_ID.test(resourceAccount)) {
    add("/resourceAccount", `got \`${resourceAccount}\`, expected an account id of twelve digits`);
  }
  return [...issues, ...checkContext(Object.keys(context))];
}

function isPrincipal(text: string): boolean {
  if (text === "*") return true;
  const { kind, account, name } = readPrincipal(text);
  if (/[*?]/.test(text)) return false;
  if (kind === "other") return PROVIDER.test(text);
  return (account === undefined || ACCOUNT_ID.test(account)) && name !== "";
}

function checkContext(keys: readonly string[]): readonly RequestIssue[] {
  const seen = new Map<string, string>();
  return keys.flatMap((key): readonly RequestIssue[] => {
    const pointer = pointerTo("/context", key);
    const former = seen.get(key.toLowerCase());
    seen.set(key.toLowerCase(), key);
    if (former !== undefined) {
      return [{ pointer, message: `\`${key}\` and \`${former}\` are one condition key: case does not count` }];
    }
    const message = `got \`${key}\`, expected a condition key with its service, such as \`aws:SourceIp\``;
    return /^[^:\s]+:\S/.test(key) ? [] : [{ pointer, message }];
  });
}
