import type { PatternUnion } from "../pattern/sequence-pattern";
import type { Reason } from "../reason";
import type { WorkCounter } from "../work-counter";
import { ClauseSearch, type Clause, type Parts } from "./clause-search";
import { compileStatement } from "./compile-statement";
import type { StatementForm } from "./statement-source";
import { presenceLiteral } from "./condition-literal";
import { Dimensions, HintTable, holdsUnknown } from "./dimensions";
import type { ReadGoal } from "./goal";
import { preferredTexts } from "./preferred-texts";
import { ownCaller } from "./callers-of-goal";
import { TOGETHER } from "./key-facts";
import type { Side } from "./side";
import type { Mode } from "./solve-value";
import type { StatementEnvironment } from "./statement-env";
import { isCertain, negateLiteral, type Literal } from "./value-set";

const UNKNOWN_KEYS: ReadonlySet<string> = new Set(["principal-key", "session-key"]);

interface LayerForms {
  readonly allows: readonly StatementForm[];
  readonly denies: readonly StatementForm[];
}

/**
 * The sides of a goal as literals, for one kind of caller and resource. `find` looks for a request: it picks an Allow form
 * of each layer that must allow; one layer of the refusing side then has no Allow that matches, or one Deny that does.
 */
export class GoalSearch {
  /** Why an answer `undefined` is not certain, if it is not. */
  undecided: Reason | undefined;
  private readonly allowed: readonly LayerForms[];
  private readonly refused: readonly LayerForms[] | undefined;
  private readonly clauses: Clause[];
  private readonly hints = new HintTable();

  constructor(
    goal: ReadGoal,
    private readonly environment: StatementEnvironment,
    private readonly given: readonly Literal[],
    private readonly work: WorkCounter,
  ) {
    this.allowed = goal.allowed.flatMap((side) => this.formsOf(side, this.environment));
    this.refused =
      goal.refused && this.formsOf(goal.refused, refusingEnvironment(goal, goal.refused, this.environment));
    const denies = this.allowed.flatMap((layer) => layer.denies);
    this.clauses = [...denies.map(fails), ...this.together()];
    for (const literal of this.literals()) this.hints.add(literal);
    for (const [dimension, text] of preferredTexts(goal)) this.hints.prefer(dimension, text);
  }

  /** The Allow forms of the first layer that must allow. */
  get leading(): readonly StatementForm[] {
    return this.allowed[0]?.allows ?? [];
  }

  /** Whether some literal is not certain, so that a request found in mode `may` need not be one. */
  get isUncertain(): boolean {
    return [...this.literals()].some(({ atom }) => !isCertain(atom.set) || holdsUnknown(atom.set));
  }

  /** Why a literal is not certain, where one is not and says why. */
  get uncertainty(): Reason | undefined {
    const uncertain = [...this.literals()].find(({ atom }) => !isCertain(atom.set) && atom.reason);
    return uncertain?.atom.reason;
  }

  /** Whether a key of a principal or session is not known, so that evaluating a request as if it were absent proves nothing. */
  get hasUnknownKeys(): boolean {
    return [...this.literals()].some(({ atom }) => UNKNOWN_KEYS.has(atom.reason?.code ?? ""));
  }

  /** Looks for a request within the universes; `leading` limits the first layer to some of its forms. */
  find(
    universes: ReadonlyMap<string, PatternUnion>,
    mode: Mode,
    leading: readonly StatementForm[] = this.leading,
  ): Parts | undefined {
    const dimensions = new Dimensions(universes, this.environment.keys, this.hints, mode, this.work);
    const always = [...universes.keys()];
    const lead = this.allowed.map((layer, index) => (index === 0 ? leading : layer.allows));
    for (const choice of this.choices(lead, dimensions, this.given)) {
      for (const { given, clauses } of this.refusals(choice)) {
        const search = new ClauseSearch(dimensions, clauses, always, this.work);
        const parts = search.run(given);
        if (parts !== undefined) return parts;
        this.undecided ??= search.undecided;
      }
    }
    return undefined;
  }

  /** One Allow form a layer, leaving out what cannot meet. */
  private *choices(
    layers: readonly (readonly StatementForm[])[],
    dimensions: Dimensions,
    chosen: readonly Literal[],
  ): Generator<readonly Literal[]> {
    const [layer, ...rest] = layers;
    if (layer === undefined) {
      yield chosen;
      return;
    }
    for (const { literals } of layer) {
      this.work.spend(1);
      const next = [...chosen, ...literals];
      if (this.canMeet(next, dimensions)) yield* this.choices(rest, dimensions, next);
    }
  }

  private canMeet(literals: readonly Literal[], dimensions: Dimensions): boolean {
    const byDimension = Map.groupBy(literals, ({ atom }) => atom.dimension);
    for (const [dimension, together] of byDimension) {
      if (dimensions.solve(dimension, together).kind === "empty") return false;
    }
    return true;
  }

  /** The ways in which the refusing side can refuse. */
  private *refusals(
    chosen: readonly Literal[],
  ): Generator<{ readonly given: readonly Literal[]; readonly clauses: readonly Clause[] }> {
    if (this.refused === undefined) {
      yield { given: chosen, clauses: this.clauses };
      return;
    }
    for (const { allows } of this.refused) yield { given: chosen, clauses: [...this.clauses, ...allows.map(fails)] };
    for (const { literals } of this.refused.flatMap(({ denies }) => denies)) {
      yield { given: [...chosen, ...literals], clauses: this.clauses };
    }
  }

  private formsOf({ layers }: Side, environment: StatementEnvironment): readonly LayerForms[] {
    return layers.map((sources) => {
      const forms = sources.flatMap((source) => compileStatement(source, environment));
      this.work.spend(1 + forms.length);
      return {
        allows: forms.filter(({ effect }) => effect === "Allow"),
        denies: forms.filter(({ effect }) => effect === "Deny"),
      };
    });
  }

  private together(): readonly Clause[] {
    return TOGETHER.filter((keys) => keys.every((key) => this.environment.keys.has(key))).flatMap(([a, b]) => {
      const [first, second] = [presenceLiteral(a, true, this.environment), presenceLiteral(b, true, this.environment)];
      return [
        [negateLiteral(first), second],
        [first, negateLiteral(second)],
      ];
    });
  }

  private *literals(): Generator<Literal> {
    yield* this.given;
    yield* this.clauses.flat();
    for (const { allows, denies } of [...this.allowed, ...(this.refused ?? [])]) {
      for (const { literals } of [...allows, ...denies]) yield* literals;
    }
  }
}

/** The environment of the refusing side: with its own principal where it has another one. */
function refusingEnvironment(
  { areSeparate, session }: ReadGoal,
  refused: Side,
  environment: StatementEnvironment,
): StatementEnvironment {
  const own = areSeparate ? ownCaller(refused) : undefined;
  if (own === undefined) return environment;
  return { ...environment, caller: { ...own, session: session === undefined ? "unknown" : "best" } };
}

/** That a form does not match. */
function fails({ literals }: StatementForm): Clause {
  return literals.map(negateLiteral);
}
