/** Something wrong with one property of a resource's inputs. */
export interface InputFailure {
  readonly property: string;
  readonly reason: string;
}
