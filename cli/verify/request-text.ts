import type { AuthorizationRequest } from "../../iam";
import type { CheckId } from "./check";

/** Returns a request in words: who it is by for a trust policy, and what it asks for otherwise. */
export function requestText({ principal, action, resource, context }: AuthorizationRequest, id: CheckId): string {
  const request =
    id === "role-trusts-ec2-alone" ? `\`${principal}\` by \`${action}\`` : `\`${action}\` on \`${resource}\``;
  return Object.keys(context).length === 0 ? request : `${request} with ${JSON.stringify(context)}`;
}
