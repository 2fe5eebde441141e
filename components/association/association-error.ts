/** An operation on an association that came to nothing; the message is for the user, without a stack trace. */
export class AssociationError extends Error {
  constructor(
    message: string,
    /** The instance may have been changed, and was not put back. */
    readonly changed = false,
  ) {
    super(message);
    // The dynamic provider prints the stack of what it is thrown after the message: it would say nothing to a user.
    this.stack = "";
  }
}
