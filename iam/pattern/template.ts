/**
 * One piece of a value of a policy document: plain text, a wildcard, or a place that a request or a later value fills.
 * What fills a variable or a symbol is literal text: a `*` inside it is no wildcard.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export type TemplatePart =
  | { readonly kind: "literal"; readonly text: string }
  /** `?`: exactly one UTF-16 unit. */
  | { readonly kind: "anyChar" }
  /** `*`: any text, the empty one too. */
  | { readonly kind: "anyString" }
  /** `${key}` or `${key, 'default'}`; the key as written. */
  | { readonly kind: "variable"; readonly key: string; readonly defaultValue?: string }
  /** `${ec2-identity:symbol:N}`: the document's `symbols[N]`. */
  | { readonly kind: "symbol"; readonly index: number };

/** A value cut into its parts: neighbouring literals are one part, neighbouring `*` are one part. */
export interface Template {
  readonly parts: readonly TemplatePart[];
  /** Texts that begin like a variable and are none (`${aws:username`); they stand in `parts` as literal text. */
  readonly malformedVariables: readonly string[];
}

/** How the text is to be read; it depends on the element, the operator and the document's version. */
export interface TemplateOptions {
  /** `*` and `?` are wildcards; otherwise they are plain characters. */
  readonly wildcards: boolean;
  /** `${…}` is a variable or an escape; otherwise it is plain text (version 2008-10-17, and elements without variables). */
  readonly variables: boolean;
  /** Symbols of the document: `${ec2-identity:symbol:N}` is one for N below this, whatever `variables` says. */
  readonly symbolCount: number;
}

/** Whether every part is plain text or a wildcard, so that the template alone says what it matches. */
export function isPlain(parts: readonly TemplatePart[]): boolean {
  return parts.every((part) => part.kind !== "variable" && part.kind !== "symbol");
}

/** The text of a template that has literal parts only, else undefined. */
export function literalText(parts: readonly TemplatePart[]): string | undefined {
  let text = "";
  for (const part of parts) {
    if (part.kind !== "literal") return undefined;
    text += part.text;
  }
  return text;
}
