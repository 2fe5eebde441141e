import * as pulumi from "@pulumi/pulumi";

import type { PolicySymbol, PublishedDocument } from "../iam";
import type { Plan } from "./plan";
import type { PlannedDocument } from "./planned-documents";
import type { ComponentPlace } from "./published-documents";
import { publishDocuments, renumbered } from "./published-documents";
import { logWarnings, plannedOrThrow } from "./refuse";
import { reservedTexts, resolveImmediately, resolveSymbolically } from "./symbolic-inputs";

/** Plain data of a plan, with the values that are not known yet. */
export interface SymbolicFacts<T> {
  readonly value: T;
  readonly symbols: readonly PolicySymbol[];
}

interface Resolved<P> {
  readonly plan: P;
  readonly symbols: readonly PolicySymbol[];
  readonly documents: PublishedDocument[];
  readonly secret: boolean;
}

/**
 * Runs a plan on a component's arguments before its children exist: once on what is known at construction, to refuse
 * wrong arguments at once, and once on all that is known when the outputs are, for the documents; then the plan gets what
 * the placeholders stand for too.
 */
export class DocumentPublication<P> {
  /** What the component publishes; known at preview, whatever is unknown in it stands as a symbol. */
  readonly documents: pulumi.Output<PublishedDocument[]>;
  private readonly immediate: Plan<P>;
  /** Absent where the arguments are refused: the constructor of the component throws before anyone asks for it. */
  private readonly plan: pulumi.Output<P> | undefined;
  private readonly resolved: Promise<Resolved<P>> | undefined;
  private component: pulumi.Resource | undefined;

  constructor(
    private readonly place: ComponentPlace,
    input: object,
    private readonly planOf: (input: never, symbols: readonly PolicySymbol[]) => Plan<P>,
    private readonly documentsOf: (plan: P) => readonly PlannedDocument[],
  ) {
    const arguments_ = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const problems = reservedTexts(arguments_);
    this.immediate =
      problems.length > 0 ? { kind: "refused", problems } : planOf(resolveImmediately(arguments_) as never, []);
    const resolved = this.immediate.kind === "planned" ? this.resolve(arguments_) : undefined;
    this.resolved = resolved;
    this.plan = resolved && (pulumi.output(resolved.then(({ plan }) => plan)) as pulumi.Output<P>);
    this.documents = pulumi.output(
      resolved?.then(({ documents, secret }) => (secret ? pulumi.secret(documents) : pulumi.output(documents))) ?? [],
    );
  }

  /**
   * Returns what `select` takes from the plan, with the symbols that stand in it; undefined where the arguments are refused.
   */
  async facts<T extends object>(select: (plan: P) => T): Promise<SymbolicFacts<T> | undefined> {
    const resolved = await this.resolved;
    return resolved && renumbered(select(resolved.plan), resolved.symbols);
  }

  /** @throws pulumi.ResourceError if the arguments that are known at construction cannot be used. */
  refuse(component: pulumi.Resource): void {
    this.component = component;
    this.planned(this.immediate);
  }

  /**
   * Returns the JSON text of the document that `select` takes from the plan. It depends on the resources of `sources`,
   * the arguments that the document is made of, and is unknown exactly when one of them is.
   */
  text(select: (plan: P) => object, sources: readonly unknown[]): pulumi.Output<string> {
    return pulumi.all([this.plan, pulumi.output(sources)]).apply(([plan]) => JSON.stringify(select(plan as P)));
  }

  private async resolve(input: object): Promise<Resolved<P>> {
    const { value, symbols, secret } = await resolveSymbolically(input);
    const judged = this.planOf(value as never, symbols);
    const plan = this.planned(judged);
    logWarnings(judged, this.className, this.place.name, this.component);
    return { plan, symbols, documents: await publishDocuments(this.place, this.documentsOf(plan), symbols), secret };
  }

  private planned(plan: Plan<P>): P {
    return plannedOrThrow(plan, this.className, this.place.name, this.component);
  }

  private get className(): string {
    return this.place.type.split(":").at(-1) ?? this.place.type;
  }
}
