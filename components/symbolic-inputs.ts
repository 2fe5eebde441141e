import * as pulumi from "@pulumi/pulumi";

import { hasSymbol, symbolPlaceholder } from "../iam";
import type { PolicySymbol } from "../iam";
import type { Problem } from "./plan";
import { symbolPatternOf } from "./symbol-patterns";

/** A value without outputs: where something is not known yet stands `${ec2-identity:symbol:N}` for `symbols[N]`. */
export interface SymbolicValue {
  readonly value: unknown;
  readonly symbols: readonly PolicySymbol[];
  /** Something in it is a secret. */
  readonly secret: boolean;
}

/** What is known of a value before the value is. */
export interface OutputDescription {
  readonly label: string;
  /** A wildcard pattern that every possible value matches. */
  readonly pattern?: string;
}

/** The parts of an output that the SDK keeps out of its typings. */
interface InspectableOutput {
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  promise(withUnknowns: boolean): Promise<unknown>;
  allResources(): Promise<ReadonlySet<pulumi.Resource>>;
}

const descriptions = new WeakMap<object, OutputDescription>();

/** Remembers what is known of `output` before it is known itself, for the documents that it goes into. Returns `output`. */
export function describeOutput<T>(output: pulumi.Output<T>, description: OutputDescription): pulumi.Output<T> {
  descriptions.set(output, description);
  return output;
}

/**
 * Resolves `input` as far as it is known: the same unknown output is the same symbol wherever it stands, and a symbol
 * carries the pattern of the resource property that it comes from.
 * @throws pulumi.RunError if a text that was an output already holds a placeholder of this form: it would be read as a symbol.
 */
export async function resolveSymbolically(input: unknown): Promise<SymbolicValue> {
  const resolution = new Resolution();
  const value = await resolution.resolve(input);
  return { value, symbols: resolution.symbols, secret: resolution.secret };
}

/** The same for what is known without waiting: every output and promise becomes a symbol, the same one the same symbol. */
export function resolveImmediately(input: unknown): unknown {
  const numbers = new Map<unknown, number>();
  const resolve = (value: unknown): unknown => {
    if (!pulumi.Output.isInstance(value) && !(value instanceof Promise)) {
      return mapLeaves(value, resolve);
    }
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return symbolPlaceholder(number);
  };
  return resolve(input);
}

/** Returns every text in `input` that already holds a placeholder: it would be read as a symbol. */
export function reservedTexts(input: unknown, property = ""): readonly Problem[] {
  if (typeof input === "string") {
    return hasSymbol(input) ? [{ property, message: reservedMessage(input) }] : [];
  }
  if (Array.isArray(input)) {
    return input.flatMap((part, index) => reservedTexts(part, `${property}[${index}]`));
  }
  return isPlainObject(input)
    ? Object.entries(input).flatMap(([key, part]) => reservedTexts(part, property === "" ? key : `${property}.${key}`))
    : [];
}

function reservedMessage(text: string): string {
  return `got \`${text}\`, expected a text without \`\${ec2-identity:symbol:\`, which this package reserves`;
}

function mapLeaves(input: unknown, map: (value: unknown) => unknown): unknown {
  if (Array.isArray(input)) {
    return input.map(map);
  }
  if (isPlainObject(input)) {
    return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, map(value)]));
  }
  return input;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Resolves one tree, in order, so that the same program numbers its symbols alike each time. */
class Resolution {
  readonly symbols: PolicySymbol[] = [];
  secret = false;
  private readonly placeholders = new Map<object, string>();

  async resolve(input: unknown): Promise<unknown> {
    if (input instanceof Promise) {
      return this.resolve(await input);
    }
    if (pulumi.Output.isInstance(input)) {
      return this.resolveOutput(input);
    }
    if (typeof input === "string" && hasSymbol(input)) {
      throw new pulumi.RunError(reservedMessage(input));
    }
    return this.eachPart(input, (part) => this.resolve(part));
  }

  private async eachPart(input: unknown, visit: (part: unknown, step: string) => Promise<unknown>): Promise<unknown> {
    if (Array.isArray(input)) {
      const parts: unknown[] = [];
      for (const [index, part] of input.entries()) {
        parts.push(await visit(part, `[${index}]`));
      }
      return parts;
    }
    if (isPlainObject(input)) {
      const parts: Record<string, unknown> = {};
      for (const [key, part] of Object.entries(input)) {
        parts[key] = await visit(part, `.${key}`);
      }
      return parts;
    }
    return input;
  }

  private async resolveOutput(output: pulumi.Output<unknown>): Promise<unknown> {
    const inspectable = output as unknown as InspectableOutput;
    const value = await inspectable.promise(true);
    this.secret ||= await inspectable.isSecret;
    return (await inspectable.isKnown) ? this.resolve(value) : this.resolvePartly(value, output, "");
  }

  /** An unknown output of a list or object may still hold known leaves. */
  private async resolvePartly(value: unknown, output: pulumi.Output<unknown>, path: string): Promise<unknown> {
    if (value === undefined || pulumi.isUnknown(value)) {
      return this.symbolOf(output, path);
    }
    if (Array.isArray(value) || isPlainObject(value)) {
      return this.eachPart(value, (part, step) => this.resolvePartly(part, output, path + step));
    }
    return this.resolve(value);
  }

  private async symbolOf(output: pulumi.Output<unknown>, path: string): Promise<string> {
    const known = path === "" ? this.placeholders.get(output) : undefined;
    if (known !== undefined) {
      return known;
    }
    const origin = await originOf(output);
    const description = descriptions.get(output);
    const pattern = path === "" ? (description?.pattern ?? origin.pattern) : undefined;
    const index = this.symbols.length;
    this.symbols.push({
      id: `${origin.urn}#${origin.property ?? `derived-${index}`}${path}`,
      label: description?.label ?? labelOf(origin),
      ...(pattern === undefined ? {} : { pattern }),
    });
    if (path === "") {
      this.placeholders.set(output, symbolPlaceholder(index));
    }
    return symbolPlaceholder(index);
  }
}

interface Origin {
  readonly urn: string;
  /** The property of the resource that the output is; absent where the program made it from one. */
  readonly property?: string;
  readonly pattern?: string;
}

async function originOf(output: pulumi.Output<unknown>): Promise<Origin> {
  let first: string | undefined;
  for (const resource of await (output as unknown as InspectableOutput).allResources()) {
    const urn = (await (resource.urn as unknown as InspectableOutput).promise(true)) as string;
    const property = Object.entries(resource).find(([, value]) => value === output)?.[0];
    if (property !== undefined) {
      const pattern = symbolPatternOf(urn, property);
      return { urn, property, ...(pattern === undefined ? {} : { pattern }) };
    }
    first ??= urn;
  }
  return { urn: first ?? "stack" };
}

function labelOf(origin: Origin): string {
  if (origin.urn === "stack") {
    return "a value that is not known yet";
  }
  const name = origin.urn.split("::").at(-1) ?? origin.urn;
  const type = origin.urn.split("::").at(-2)?.split("$").at(-1) ?? "";
  return `${origin.property === undefined ? "a value made from" : `${origin.property} of`} ${type} \`${name}\``;
}
