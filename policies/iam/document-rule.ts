import type { AccessAnswer, AccessSubject, AuthorizationRequest, PolicyDocument, StatementReference } from "../../iam";

interface Rule {
  /** What the document does that it must not: `grants administrator access`. */
  readonly problem: string;
  /** The same of the request that shows it: `grants all of \`s3\``. @default problem */
  readonly problemOf?: (request: AuthorizationRequest) => string;
  /** What makes the request show it, in one sentence: put after the statements. */
  readonly reasonOf?: (request: AuthorizationRequest) => string;
  readonly fix: string;
}

/** What a policy asks of every identity-based policy, alone and as its holders have it. */
export interface IdentityRule extends Rule {
  readonly policyType: "identity";
  readonly judge: (source: PolicyDocument | AccessSubject) => AccessAnswer;
  /** Whether documents that are harmless alone may break the rule together, in one principal. */
  readonly addsUp: boolean;
  /** Whether AWS managed policies are left alone. @default false */
  readonly sparesAws?: boolean;
}

/** What a policy asks of every trust policy, or of every resource-based policy that names roles of the stack. */
export interface PrincipalRule extends Rule {
  readonly policyType: "trust" | "resource";
  readonly judge: (document: PolicyDocument) => AccessAnswer;
}

/** What a policy asks of every document of one type, and how it says that the answer is bad. */
export type DocumentRule = IdentityRule | PrincipalRule;

/** The end of a message: why the request shows the problem, where the rule says so. */
export function reasonIn({ reasonOf }: DocumentRule, request: AuthorizationRequest): string {
  return reasonOf === undefined ? "" : `: ${reasonOf(request)}`;
}

/** How messages name a statement. */
export function nameOf({ statementIndex, sid, pointer }: StatementReference): string {
  return `statement ${statementIndex} (${sid === undefined ? pointer : `Sid \`${sid}\`, ${pointer}`})`;
}
