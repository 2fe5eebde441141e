import { UNKNOWN } from "../../ec2/plain-value";
import { credentialsInUserData, type UserDataCredential } from "../../ec2/user-data/credentials-in-user-data";
import type { PolicyMetadata, ResourcePolicyDeclaration } from "../policy-declaration";

const FIX =
  "give the instance a role (iamInstanceProfile) and read secrets from Secrets Manager or Parameter Store at start";

/** A policy that looks for credentials in the user data of one resource type. */
export function userDataPolicy(
  policy: Pick<PolicyMetadata, "name" | "displayName" | "description"> & {
    readonly resourceType: string;
    readonly properties: readonly string[];
  },
): ResourcePolicyDeclaration {
  return {
    ...policy,
    kind: "resource",
    severity: "critical",
    enforcementLevel: "mandatory",
    tags: ["ec2", "credentials"],
    remediationSteps:
      "Remove the credential from the user data, revoke it, and give the instance a role: whoever can describe the " +
      "instance or run a process on it reads its user data.",
    judgeResource: (resource) => {
      const unknown = policy.properties.filter((property) => resource.properties[property] === UNKNOWN);
      const found = policy.properties.flatMap((property) => {
        const value = resource.properties[property];
        return typeof value === "string" ? credentialsInUserData(value).map((one) => describe(property, one)) : [];
      });
      if (found.length > 0) return [{ kind: "violation", resource, problem: found.join("; "), fix: FIX }];
      if (unknown.length === 0) return [];
      const names = unknown.map((property) => `\`${property}\``).join(", ");
      const problem = `${names} is not known at preview, so whether it holds credentials is not known either`;
      return [
        { kind: "notVerified", resource, problem, fix: "make the user data from values that are known at preview" },
      ];
    },
  };
}

function describe(property: string, { kind, line, path }: UserDataCredential): string {
  const where = path.length === 0 ? "" : ` (${path.join(", ")})`;
  return `\`${property}\`${where} line ${line} holds a credential: ${kind}`;
}
