/** AWS JSON as the oracle reads it: single values and lists alike. */
export interface StatementJson {
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface DocumentJson {
  readonly Version: string;
  readonly Statement: readonly StatementJson[];
}

export interface PoliciesJson {
  readonly identity?: readonly DocumentJson[];
  readonly permissionsBoundary?: DocumentJson;
  readonly session?: readonly DocumentJson[];
  readonly resource?: DocumentJson;
  readonly resourcePolicyKind?: "trust" | "kmsKey" | "other";
  readonly scps?: readonly (readonly DocumentJson[])[];
  readonly rcps?: readonly (readonly DocumentJson[])[];
}

export function list(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}
