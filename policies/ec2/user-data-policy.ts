import { UNKNOWN } from "../../ec2/plain-value";
import { valuesAt } from "../../ec2/values-at";
import { credentialsInUserData, type UserDataCredential } from "../../ec2/user-data/credentials-in-user-data";
import { causeAt, type Finding } from "../findings";
import type { PolicyMetadata, ResourcePolicyDeclaration } from "../policy-declaration";

const FIX =
  "give the instance a role (iamInstanceProfile) and read secrets from Secrets Manager or Parameter Store at start";

/** A policy that looks for credentials in the user data of one resource type, or in what it runs at start in its stead. */
export function userDataPolicy({
  paths,
  ...policy
}: Pick<PolicyMetadata, "name" | "displayName" | "description" | "yieldsTo"> & {
  readonly resourceType: string;
  /** Where it stands, as `valuesAt` takes it. */
  readonly paths: readonly string[];
}): ResourcePolicyDeclaration {
  return {
    ...policy,
    properties: [...new Set(paths.map((path) => path.split(".")[0] ?? path))],
    kind: "resource",
    severity: "critical",
    enforcementLevel: "mandatory",
    tags: ["ec2", "credentials"],
    remediationSteps:
      "Remove the credential from the user data, revoke it, and give the instance a role: whoever can describe the " +
      "instance or run a process on it reads its user data.",
    judgeResource: (resource) => {
      const places = paths.flatMap((path) => valuesAt(resource.properties, path));
      const unknown = places.filter(({ value }) => value === UNKNOWN);
      const found = places.flatMap(({ path, value }) =>
        typeof value === "string" ? credentialsInUserData(value).map((one) => describe(path, one)) : [],
      );
      if (found.length > 0) return [{ kind: "violation", resource, problem: found.join("; "), fix: FIX }];
      return [...new Set(unknown.map(({ path }) => path))].map((path): Finding => ({
        kind: "notVerified",
        resource,
        problem: `\`${path}\` is not known at preview, so whether it holds credentials is not known either`,
        fix: "make the user data from values that are known at preview",
        causes: [causeAt(resource, path)],
      }));
    },
  };
}

function describe(property: string, { kind, line, path }: UserDataCredential): string {
  const where = path.length === 0 ? "" : ` (${path.join(", ")})`;
  return `\`${property}\`${where} line ${line} holds a credential: ${kind}`;
}
