import type { IdentityReader } from "../../aws/identity-reader";

/** Returns a reader that asks once for each profile, role, policy and simulation: instances of a group have them in common. */
export function rememberingReader(reader: IdentityReader): IdentityReader {
  return {
    ...reader,
    profile: remembering((name: string) => reader.profile(name)),
    role: remembering((name: string) => reader.role(name)),
    rolePolicies: remembering((name: string) => reader.rolePolicies(name)),
    managedPolicy: remembering((arn: string) => reader.managedPolicy(arn)),
    simulate: remembering((role: string, action: string, resource: string) => reader.simulate(role, action, resource)),
  };
}

function remembering<A extends readonly string[], T>(read: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const answer = answers.get(key) ?? read(...args);
    answers.set(key, answer);
    return answer;
  };
}
