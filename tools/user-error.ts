/** An error that the user can mend: the message says what is wrong and how; it is shown without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
}
