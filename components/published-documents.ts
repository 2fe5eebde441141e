import * as pulumi from "@pulumi/pulumi";

import { replaceSymbols, symbolPlaceholder } from "../iam";
import type { PolicySymbol, PublishedDocument } from "../iam";
import type { PlannedDocument } from "./planned-documents";

/** Where a component stands, before it exists: enough to tell the URNs of its children. */
export interface ComponentPlace {
  readonly type: string;
  readonly name: string;
  readonly options: pulumi.ComponentResourceOptions | undefined;
}

/** Returns the URN that `child` of the component at `place` will have. */
function childUrn(
  place: ComponentPlace,
  child: { readonly type: string; readonly name: string },
): pulumi.Output<string> {
  const component = pulumi.createUrn(place.name, place.type, place.options?.parent);
  return pulumi.createUrn(child.name, child.type, component);
}

/**
 * Returns the published form of `planned`: each document with those of `symbols` that stand in it, numbered from 0, and
 * the child that it belongs to. Everything in it is known at preview.
 */
export async function publishDocuments(
  place: ComponentPlace,
  planned: readonly PlannedDocument[],
  symbols: readonly PolicySymbol[],
): Promise<PublishedDocument[]> {
  const published: PublishedDocument[] = [];
  for (const { policyType, child, document } of planned) {
    const urn = await urnText(childUrn(place, child));
    const own = renumbered(document, symbols);
    published.push({
      formatVersion: 1,
      policyType,
      subject: { urn, property: child.property },
      document: own.value,
      symbols: own.symbols,
    });
  }
  return published;
}

/** A URN is made of names: it is known whenever its parent's is, and fails with it. */
function urnText(urn: pulumi.Output<string>): Promise<string> {
  return (urn as unknown as { promise(): Promise<string> }).promise();
}

/** Returns `value` with those of `symbols` that stand in it, numbered from 0. */
export function renumbered<T extends object>(
  value: T,
  symbols: readonly PolicySymbol[],
): { readonly value: T; readonly symbols: PolicySymbol[] } {
  const used: PolicySymbol[] = [];
  const text = replaceSymbols(JSON.stringify(value), (index, placeholder) => {
    const symbol = symbols[index];
    if (symbol === undefined) {
      return placeholder;
    }
    const position = used.includes(symbol) ? used.indexOf(symbol) : used.push(symbol) - 1;
    return symbolPlaceholder(position);
  });
  return { value: JSON.parse(text) as T, symbols: used };
}
