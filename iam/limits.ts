/**
 * Bounds on the engine's work, counted in steps and sizes, never in time. Reaching one answers `unknown` with its name.
 */
export interface Limits {
  /** Nesting of a JSON value given to `parsePolicyDocument`. @default 64 */
  readonly jsonDepth: number;
  /** Characters of a JSON text given to `parsePolicyDocument`. @default 1,000,000 */
  readonly jsonLength: number;
  /** Steps of one containment question: states visited in pattern products and branches of the search. @default 4,000,000 */
  readonly containmentSteps: number;
  /** Cases of what unknown values may be, for which one request is decided. @default 64 */
  readonly symbolCases: number;
}

/** The bounds that apply where none are given. */
export const DEFAULT_LIMITS: Limits = {
  jsonDepth: 64,
  jsonLength: 1_000_000,
  containmentSteps: 4_000_000,
  symbolCases: 64,
};
