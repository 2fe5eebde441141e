import type { GrantedStatement } from "./granted-statement";
import { UsedResources } from "./used-resources";

/** The use of an action that one old statement allows. */
export interface StatementUse {
  /** By the statement's resource that matched. */
  readonly byResource: Map<string, UsedResources>;
  /** A call did not show its resource: all of the statement's stay. */
  keepsAll: boolean;
  /** Why it stays, where no event of the window proves that it was used. */
  readonly reasons: Set<string>;
}

/** Uses by old statement and action. */
export class StatementUses {
  private readonly byStatement = new Map<GrantedStatement, Map<string, StatementUse>>();

  get(statement: GrantedStatement, action: string): StatementUse | undefined {
    return this.byStatement.get(statement)?.get(action);
  }

  /** The use of an action of a statement: a new one where there is none. */
  of(statement: GrantedStatement, action: string): StatementUse {
    const actions = this.byStatement.get(statement) ?? new Map<string, StatementUse>();
    this.byStatement.set(statement, actions);
    const none = { byResource: new Map<string, UsedResources>(), keepsAll: false, reasons: new Set<string>() };
    const use = actions.get(action) ?? none;
    actions.set(action, use);
    return use;
  }

  /** Whether a resource of the statement, or all of them, stay for the action. */
  keeps(statement: GrantedStatement, action: string, resource: string): boolean {
    const use = this.get(statement, action);
    return use !== undefined && (use.keepsAll || use.byResource.has(resource));
  }

  /** Whether all of a resource of the statement stays for the action: it is not narrowed to a part. */
  keepsWhole(statement: GrantedStatement, action: string, resource: string): boolean {
    const use = this.get(statement, action);
    return use !== undefined && (use.keepsAll || use.byResource.get(resource)?.isWhole === true);
  }

  /** Every use with its statement and action. */
  *[Symbol.iterator](): Generator<readonly [GrantedStatement, string, StatementUse]> {
    for (const [statement, actions] of this.byStatement) {
      for (const [action, use] of actions) yield [statement, action, use];
    }
  }
}
