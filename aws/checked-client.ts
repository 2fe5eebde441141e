import type { EC2Client } from "@aws-sdk/client-ec2";

import type { SdkError } from "./aws-call-error";
import { callError } from "./aws-call-error";
import { meaningOf } from "./error-meaning";

/** The part of an HTTP request that names the server. */
interface Addressed {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
}

/**
 * Makes a client of the SDK say in what it throws which server it called, as `$server`, and whether the call may have been
 * carried out, as `mayHaveSucceeded`: each attempt is noted, since the SDK throws the error of the last alone.
 *
 * An answer without a single member is refused, which the SDK takes for one that says "nothing": the page of another server
 * may be well-formed. `mayBeEmpty` names the commands that AWS answers with nothing.
 */
export function checkedClient<C extends { readonly middlewareStack: object }>(
  client: C,
  mayBeEmpty: readonly string[] = [],
): C {
  // The stacks of all clients are alike but for the types of inputs and outputs.
  const stack = client.middlewareStack as EC2Client["middlewareStack"];
  /** Calls of which an attempt may have been carried out; the SDK makes one context for each call. */
  const uncertain = new WeakSet<object>();
  stack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        throw Object.assign(error as Error, { mayHaveSucceeded: uncertain.has(context) });
      }
    },
    { step: "initialize", name: "tellOfAttempts" },
  );
  stack.add(
    (next, context) => async (args) => {
      const $server = serverOf(args.request as Addressed);
      try {
        const result = await next(args);
        const members = Object.entries(result.output as object).filter(([name]) => name !== "$metadata");
        if (!mayBeEmpty.includes(context.commandName ?? "") && members.every(([, member]) => member === undefined)) {
          throw Object.assign(new Error("the answer is empty"), { $response: result.response });
        }
        return result;
      } catch (error) {
        if (mayHaveBeenCarriedOut(error as SdkError)) uncertain.add(context);
        throw Object.assign(error as Error, { $server });
      }
    },
    { step: "deserialize", priority: "high", name: "checkAnswer" },
  );
  return client;
}

/** Says whether an attempt that came to this error may have been carried out: it was sent, and AWS did not refuse it. */
function mayHaveBeenCarriedOut(error: SdkError): boolean {
  const meaning = meaningOf(callError("", error));
  const unclear = meaning === "failed" && (error.$response?.statusCode ?? 500) >= 500;
  return meaning === "unanswered" || meaning === "foreign" || unclear;
}

function serverOf({ protocol, hostname, port }: Addressed): string {
  return `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`;
}
