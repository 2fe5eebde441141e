import { complementOf, outcomeOf } from "../matching";
import { and, or, type Outcome } from "../outcome";
import type { Reason } from "../reason";
import type { Condition } from "./condition";
import { OPERATORS, readOperator, type ConditionOperator } from "./operator";
import { parseBool } from "./bool";
import type { RequestValues } from "./request-values";
import type { ValueReading } from "./value-reading";
import { compileValueTest, type ValueTest } from "./value-test";

/** One operator-and-key entry, ready to test requests. */
export interface CompiledCondition {
  readonly source: Condition;
  /** Lower case. */
  readonly key: string;
  holds(request: RequestValues): Outcome;
}

/**
 * Compiles a condition. An operator that AWS does not know, and this engine neither, gives a condition that is unknown
 * for every request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function compileCondition(condition: Condition, reading: ValueReading): CompiledCondition {
  const operator = readOperator(condition.operator);
  if (operator === undefined) return new UnknownCondition(condition);
  if (operator.base === "Null") return new NullCondition(condition);
  const traits = OPERATORS[operator.base];
  const tests = condition.values.map((value) => compileValueTest(value, traits, reading, condition.pointer));
  return new ValueCondition(condition, operator, traits.negated, tests);
}

class ValueCondition implements CompiledCondition {
  readonly key: string;

  constructor(
    readonly source: Condition,
    private readonly operator: ConditionOperator,
    private readonly negated: boolean,
    private readonly tests: readonly ValueTest[],
  ) {
    this.key = source.key.toLowerCase();
  }

  holds(request: RequestValues): Outcome {
    const value = request.valueOf(this.key);
    const set = this.operator.setOperator;
    if (value === undefined) {
      if (this.operator.ifExists || set === "ForAllValues") return true;
      return set === undefined && this.negated;
    }
    if (typeof value === "string") return this.test(value, request);
    // Without a set operator a positive operator asks for one value that matches, a negated one for none.
    const everyValue = set === "ForAllValues" || (set === undefined && this.negated);
    let result: Outcome = everyValue;
    for (const one of value) {
      const outcome = this.test(one, request);
      result = everyValue ? and(result, outcome) : or(result, outcome);
      if (result === !everyValue) break;
    }
    return result;
  }

  /** One value of the request against the values of the policy: any of them, or for a negated operator none. */
  private test(value: string, request: RequestValues): Outcome {
    let result: Outcome = this.negated;
    for (const test of this.tests) {
      const matching = test.test(value, request);
      result = this.negated ? and(result, complementOf(matching)) : or(result, outcomeOf(matching));
      if (result === !this.negated) break;
    }
    return result;
  }
}

/**
 * `true` asks that the key is absent, `false` that it is present.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
class NullCondition implements CompiledCondition {
  readonly key: string;
  private readonly absent: readonly boolean[];

  constructor(readonly source: Condition) {
    this.key = source.key.toLowerCase();
    this.absent = source.values.flatMap((value) => parseBool(value) ?? []);
  }

  holds(request: RequestValues): Outcome {
    return this.absent.includes(request.valueOf(this.key) === undefined);
  }
}

class UnknownCondition implements CompiledCondition {
  readonly key: string;
  private readonly reason: Reason;

  constructor(readonly source: Condition) {
    this.key = source.key.toLowerCase();
    const message = `the condition operator \`${source.operator}\` is not known`;
    this.reason = { code: "unknown-operator", message, pointer: source.pointer };
  }

  holds(): Outcome {
    return this.reason;
  }
}
