import type { PolicyType, PublishedDocument } from "../iam";
import type { StackResource } from "./stack-resource";

/** What is known of a document at this moment. */
export type DocumentState =
  /** JSON text (after the provider's check) or an object (before it), known in full. */
  | {
      readonly kind: "known";
      readonly value: unknown;
    }
  /** Known but for symbols: published by the component that made it, or an object with unknown strings in it. */
  | { readonly kind: "symbolic"; readonly document: PublishedDocument; readonly component?: StackResource }
  | {
      readonly kind: "unknown";
      /** The paths that are not known: `policy`, `inlinePolicies[0].policy`. */
      readonly paths: readonly string[];
      /** URNs of the resources that the value comes from, where the engine tells. */
      readonly dependsOn: readonly string[];
      /** What the paths say, where they are known and the document is not. */
      readonly reason?: string;
      /** Why a document that a component publishes does not stand in. */
      readonly note?: string;
    };

/** One policy document of a stack and the property that holds it. */
export interface StackDocument {
  readonly resource: StackResource;
  /** `policy`, `assumeRolePolicy`, `inlinePolicies[0].policy` */
  readonly property: string;
  readonly policyType: PolicyType;
  readonly state: DocumentState;
  /** The name of the AWS managed policy that it is; nobody here can change what it says. */
  readonly awsManaged?: string;
  /** What stands against a document that a component publishes for it. */
  readonly dispute?: PublicationDispute;
}

/** A published document that is not, or may not be, what the resource gets. */
export interface PublicationDispute {
  readonly component: StackResource;
  /** Why the two could not be compared; absent where they are different. */
  readonly undecided?: string;
}
