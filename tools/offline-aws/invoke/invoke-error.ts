/** Thrown for an invoke that cannot be answered; the message says which and why. */
export class InvokeError extends Error {}
