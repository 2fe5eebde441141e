import type { PolicyType } from "../iam";

/** A property of a resource type that holds an IAM policy document. */
export interface DocumentProperty {
  /** The property, or the list that holds one document an entry. */
  readonly property: string;
  /** Where the property is a list: the entry's property that holds the document. */
  readonly entryProperty?: string;
  readonly policyType: PolicyType;
  /** The provider refuses the resource without it, so an absent one is a value that is not known yet. */
  readonly required: boolean;
}
