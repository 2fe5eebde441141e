import table from "./calls-behind-events.json";

/** What services ask of the caller's permissions behind calls. */
interface BehindCalls {
  /** The calls, `service:Name`. */
  readonly calls: readonly string[];
  /** The actions, `service:Name`. */
  readonly actions: readonly string[];
  /** The AWS page that says so. */
  readonly source: string;
}

/** Every entry of the table. AWS publishes no such list: calls that are missing here may ask for more too. */
export const BEHIND_CALLS: readonly BehindCalls[] = table.calls;

const BY_CALL = new Map<string, string[]>();
for (const { calls, actions } of BEHIND_CALLS) {
  for (const call of calls) BY_CALL.set(call, [...new Set([...(BY_CALL.get(call) ?? []), ...actions])]);
}

/**
 * The actions that a service may carry out, or check, with the permissions of the caller of `service:Name`, whether or not it writes an event
 * of its own; none for a call outside the table.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
export function behindCall(call: string): readonly string[] {
  return BY_CALL.get(call) ?? [];
}
