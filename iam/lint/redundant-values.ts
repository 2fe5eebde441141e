import type { ValueView } from "./value-view";

/** A value that another one of the same list makes superfluous. */
export interface Redundancy<V extends ValueView> {
  readonly value: V;
  readonly by: V;
}

/** More values are not compared in pairs: it would cost the square of their number. */
const MAX_COMPARED = 1_000;

/**
 * The values of a list that another value includes; of two equal ones the later. Lists of more than a thousand values
 * are compared for equal texts only.
 */
export function redundantValues<V extends ValueView>(
  values: readonly V[],
  includes: (outer: V, inner: V) => boolean,
): readonly Redundancy<V>[] {
  const first = new Map<string, V>();
  const patterns = values.filter(({ hasWildcard }) => hasWildcard);
  return values.flatMap((value): readonly Redundancy<V>[] => {
    const twin = first.get(value.text);
    if (twin !== undefined) return [{ value, by: twin }];
    first.set(value.text, value);
    if (values.length > MAX_COMPARED) return [];
    const by = patterns.find(
      (other) =>
        other.text !== value.text && includes(other, value) && !(includes(value, other) && isBefore(value, other)),
    );
    return by === undefined ? [] : [{ value, by }];
  });

  /** Of two patterns that include each other the first stays. */
  function isBefore(a: V, b: V): boolean {
    return values.indexOf(a) < values.indexOf(b);
  }
}
