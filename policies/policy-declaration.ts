import type { Severity } from "@pulumi/policy";
import type { PlainObject } from "../ec2/plain-value";
import type { StackResource } from "../stack-model/stack-resource";
import type { Finding } from "./findings";
import type { Settings, SettingsProblem, SettingsSchema } from "./settings";

/** What is said of a policy, once: the SDK, the documentation and the configuration checks read it from here. */
export interface PolicyMetadata {
  /** `<service>-<resource>-<verb>-<what>`, the name of the file and of the spec. */
  readonly name: string;
  readonly displayName: string;
  /** One sentence: what holds where the policy is kept. */
  readonly description: string;
  readonly severity: Severity;
  readonly enforcementLevel: "advisory" | "mandatory" | "disabled";
  readonly tags: readonly string[];
  /** What to do about a violation, in a sentence or two. */
  readonly remediationSteps: string;
  /** The policies that own causes which this one meets as well: it says nothing where they report them. */
  readonly yieldsTo?: readonly string[];
  /** The policy's own settings, beside those that every policy has. */
  readonly settings?: SettingsSchema;
  /** What of the settings cannot be checked, and is no fault: names that may be right although the data lacks them. */
  readonly uncheckedSettings?: (settings: Settings) => readonly SettingsProblem[];
  /** Own settings that the preset `strict` has beside the level. @default none */
  readonly strictSettings?: Settings;
  /** What the schema cannot say of the settings, such as files that they name; where it finds something, nothing is judged. */
  readonly checkSettings?: (settings: Settings) => readonly SettingsProblem[];
}

/** Judges resources of one type by their inputs, before each is created or changed; may judge the stack as well. */
export interface ResourcePolicyDeclaration extends PolicyMetadata {
  readonly kind: "resource";
  /** The type token of the resources that it judges. */
  readonly resourceType: string;
  /** The properties that it reads. */
  readonly properties: readonly string[];
  readonly judgeResource: (resource: StackResource, settings: Settings) => readonly Finding[];
  /**
   * Property values to set so that the resource keeps the policy, by path (`["metadataOptions", "httpTokens"]`).
   * Everything else of the resource stays untouched, unknown values and secrets included.
   */
  readonly remediate?: (inputs: PlainObject, settings: Settings) => readonly PropertyChange[];
  /** What can be judged only with the rest of the stack in view. */
  readonly judgeStack?: StackJudge;
}

/** Judges the resources of a stack together, at the end of a preview or update. */
export interface StackPolicyDeclaration extends PolicyMetadata {
  readonly kind: "stack";
  readonly judgeStack: StackJudge;
}

/** A judge of a stack and what it needs to see. */
export interface StackJudge {
  /** Whether the judge reads properties of that type; the others come without properties. */
  readonly reads: (resourceType: string) => boolean;
  /** A type without which the stack has nothing to judge: the SDK then spares the policy the whole stack. */
  readonly onlyFor?: string;
  /** The types whose inputs are remembered, since planned outputs do not tell what the program set. */
  readonly inputsOf?: readonly string[];
  /** What is wrong with the settings for this stack, such as the export of another one; then nothing is judged. */
  readonly checkSettings?: (resources: readonly StackResource[], settings: Settings) => readonly SettingsProblem[];
  readonly judge: (resources: readonly StackResource[], settings: Settings) => readonly Finding[];
}

/** A property to set. */
export interface PropertyChange {
  readonly path: readonly [string, ...string[]];
  readonly value: string | number | boolean | PlainObject;
}

export type PolicyDeclaration = ResourcePolicyDeclaration | StackPolicyDeclaration;
