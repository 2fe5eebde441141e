/** What the typings of @pulumi/aws say about one resource type; an absent list is empty. */
export interface ResourceSchemaData {
  /** The properties that a program may give. */
  readonly inputs: readonly string[];
  /** Inputs that a program must give. */
  readonly required?: readonly string[];
  /** Outputs that the provider fills in unless they are given. */
  readonly computed?: readonly string[];
  /** Inputs that take an IAM document as an object or as JSON text. */
  readonly documents?: readonly string[];
  /** Inputs that are objects, or lists of objects, of a declared shape (not maps). */
  readonly blocks?: readonly string[];
  /** By block, the members that the provider fills in where a given block lacks them. */
  readonly nested?: Readonly<Record<string, readonly string[]>>;
}

/** The generated file: what it was derived from, by what, and the resource types by token. */
export interface ResourceSchemaFile {
  readonly source: string;
  readonly version: string;
  readonly generator: string;
  readonly resources: Readonly<Record<string, ResourceSchemaData>>;
}
