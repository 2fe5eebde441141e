import { expandActions, globMatcher, type ActionCatalogue } from "../iam";

/** Whether an action is one of those that count as not used: services (`s3`), actions and patterns of actions (`s3:Get*`). */
export function assumedUnused(patterns: readonly string[]): (action: string) => boolean {
  const matchers = patterns.map((pattern) => globMatcher(actionPattern(pattern).toLowerCase()));
  return (action) => matchers.some((matches) => matches(action.toLowerCase()));
}

/** Those of the patterns that no action of the catalogue has. */
export function patternsWithoutAction(patterns: readonly string[], catalogue: ActionCatalogue): readonly string[] {
  return patterns.filter((pattern) => expandActions([actionPattern(pattern)], catalogue).length === 0);
}

function actionPattern(pattern: string): string {
  return pattern.includes(":") ? pattern : `${pattern}:*`;
}
