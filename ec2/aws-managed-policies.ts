import { createRequire } from "node:module";
import { closest } from "../iam";

/** One AWS managed policy, in the version that was the default on the day of the data. */
export interface AwsManagedPolicyData {
  readonly path: string;
  readonly version: string;
  /** Day of that version, YYYY-MM-DD. */
  readonly updated: string;
  readonly document: object;
}

/** The data file; its policies are those of tools/aws-managed-policies/names.json. */
export interface AwsManagedPoliciesFile {
  /** Which IAM API they were read from. */
  readonly source: string;
  /** The day on which they were read, YYYY-MM-DD. */
  readonly date: string;
  readonly generator: string;
  readonly policies: Readonly<Record<string, AwsManagedPolicyData>>;
}

/** What an ARN of a managed policy means. */
export type AwsManagedPolicy =
  | { readonly kind: "analysed"; readonly name: string; readonly document: object }
  /** A policy of AWS whose document is not in the data. */
  | {
      readonly kind: "notAnalysed";
      readonly name: string;
      /** The path and name of a policy in the data that is spelled almost so: `service-role/AmazonEC2RoleforSSM`. */
      readonly meant?: string;
    };

const AWS_MANAGED = /^arn:[^:]+:iam::aws:policy\/(?<path>.*\/)?(?<name>[^/]+)$/;
const load = createRequire(__filename);
let file: AwsManagedPoliciesFile | undefined;

/** The data file, read when it is first asked for. */
export function awsManagedPolicies(): AwsManagedPoliciesFile {
  file ??= load("./aws-managed-policy-table.json") as AwsManagedPoliciesFile;
  return file;
}

/**
 * The AWS managed policy that an ARN names; undefined for any other text. Its document is that of the data's day, which
 * AWS may have changed since.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  const { name, path = "" } = AWS_MANAGED.exec(arn)?.groups ?? {};
  if (name === undefined) return undefined;
  const { policies } = awsManagedPolicies();
  const found = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (found?.path !== `/${path}`) return { kind: "notAnalysed", name, ...meantBy(name, policies) };
  return { kind: "analysed", name, document: found.document };
}

function meantBy(name: string, policies: AwsManagedPoliciesFile["policies"]): { readonly meant?: string } {
  const nearest = Object.hasOwn(policies, name) ? name : closest(name, Object.keys(policies));
  const found = nearest === undefined ? undefined : policies[nearest];
  return found === undefined ? {} : { meant: `${found.path.slice(1)}${nearest ?? ""}` };
}
