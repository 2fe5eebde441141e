import type { EC2Client } from "@aws-sdk/client-ec2";

/** The part of an HTTP request that names the server. */
interface Addressed {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
}

/**
 * Makes a client of the SDK name the server in what it throws, as `$server`, and refuse an answer without a single member,
 * which it takes for one that says "nothing": the page of another server may be well-formed. Only for calls that AWS always
 * answers with something.
 */
export function checkedClient<C extends { readonly middlewareStack: object }>(client: C): C {
  // The stacks of all clients are alike but for the types of inputs and outputs.
  const stack = client.middlewareStack as EC2Client["middlewareStack"];
  stack.add(
    (next) => async (args) => {
      const $server = serverOf(args.request as Addressed);
      try {
        const result = await next(args);
        const members = Object.entries(result.output as object).filter(([name]) => name !== "$metadata");
        if (members.every(([, member]) => member === undefined)) {
          throw Object.assign(new Error("the answer is empty"), { $response: result.response });
        }
        return result;
      } catch (error) {
        throw Object.assign(error as Error, { $server });
      }
    },
    { step: "deserialize", priority: "high", name: "checkAnswer" },
  );
  return client;
}

function serverOf({ protocol, hostname, port }: Addressed): string {
  return `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`;
}
