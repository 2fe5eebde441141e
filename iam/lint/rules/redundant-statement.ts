import { awsRule } from "../rule";
import { includesStatement } from "../statement-inclusion";
import type { StatementView } from "../statement-view";
import { inclusionOf } from "../value-inclusion";

/** Documents with more statements are not compared in pairs: it would cost the square of their number. */
const MAX_STATEMENTS = 200;

export const redundantStatement = awsRule({
  code: "redundant-statement",
  severity: "suggestion",
  description: "Finds statements that match no request which another statement of the same effect does not match too.",
  check: (context, report) => {
    const { statements } = context;
    const inclusion = inclusionOf(context);
    if (statements.length > MAX_STATEMENTS) return;
    const removed = new Set<StatementView>();
    for (const inner of [...statements].reverse()) {
      const outer = statements.find(
        (other) => other !== inner && !removed.has(other) && includesStatement(other, inner, inclusion),
      );
      if (outer === undefined) continue;
      removed.add(inner);
      report(inner.pointer, `the statement at \`${outer.pointer}\` includes this one`, "remove this statement");
    }
  },
});
