/** A SARIF 2.1.0 log with one run, as far as this package fills it. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly [SarifRun];
}

/** What one run of a tool found. */
export interface SarifRun {
  readonly tool: { readonly driver: SarifDriver };
  readonly results: readonly SarifResult[];
  readonly invocations: readonly [SarifInvocation];
  readonly columnKind: "utf16CodeUnits";
  /** What SARIF has no place for. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

interface SarifDriver {
  readonly name: "ec2-identity";
  readonly version: string;
  readonly rules: readonly SarifRule[];
}

/** What a code means. */
export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly helpUri?: string;
  readonly help?: { readonly text: string };
  readonly properties?: { readonly tags?: readonly string[]; readonly "security-severity"?: string };
}

export type SarifLevel = "error" | "warning" | "note";

/** One result, with its place. */
export interface SarifResult {
  readonly ruleId: string;
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  readonly partialFingerprints?: Readonly<Record<string, string>>;
  /** Why the result does not count. */
  readonly suppressions?: readonly [{ readonly kind: "external"; readonly justification: string }];
}

/** A place in a file, or a named thing that a file describes. */
export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region?: { readonly startLine: number; readonly startColumn: number };
  };
  readonly logicalLocations?: readonly [
    { readonly fullyQualifiedName: string; readonly name?: string; readonly kind?: string },
  ];
}

/** Whether the run came to its end, and what stood in its way. */
export interface SarifInvocation {
  readonly executionSuccessful: boolean;
  readonly toolExecutionNotifications?: readonly {
    readonly level: "error";
    readonly message: { readonly text: string };
    readonly locations?: readonly SarifLocation[];
  }[];
}

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** The log of one run; `version` is that of the package. */
export function sarifLogOf(
  run: Pick<SarifRun, "results" | "properties"> & {
    readonly rules: readonly SarifRule[];
    readonly invocation: SarifInvocation;
    readonly version: string;
  },
): SarifLog {
  const { results, rules, invocation, version, properties } = run;
  const driver = { name: "ec2-identity", version, rules } as const;
  const made = { tool: { driver }, results, invocations: [invocation], columnKind: "utf16CodeUnits" } as const;
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [{ ...made, ...(properties === undefined ? {} : { properties }) }],
  };
}
