/** `T` without its optional marks and without `undefined`. */
export type Given<T extends object> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Returns the entries of `args` that were given: an argument left out stays out of what is sent to the engine. */
export function given<T extends object>(args: T): Given<T> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) as Given<T>;
}
