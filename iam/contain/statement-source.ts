import type { CompiledStatement } from "../evaluate/compiled-statement";
import type { PolicyDocument, Statement } from "../document/policy-document";
import type { Literal } from "./value-set";

/** A statement matches when all literals of one of its forms hold. */
export interface StatementForm {
  readonly effect: "Allow" | "Deny";
  readonly literals: readonly Literal[];
}

/** A statement with the document that says how it is read. */
export interface StatementSource {
  readonly statement: Statement;
  /** Ready to match requests; made when it is first asked for. */
  readonly compiled: () => CompiledStatement;
  readonly document: PolicyDocument;
  readonly attachment: "principal" | "resource";
  readonly hasBoundary: boolean;
}
