import { readFileSync } from "node:fs";

import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { jsonFault } from "../iam";
import { expectedBy } from "./expected";

/** The arguments of an InstanceRole that a proposal fills. */
export interface RightSizedPolicies {
  readonly inlinePolicies: Readonly<Record<string, object>>;
  readonly customerManagedPolicies: Readonly<Record<string, object>>;
}

const PROPOSAL = z.object({
  policies: z
    .array(
      z.object({
        name: z.string().min(1),
        kind: z.enum(["inline", "managed"]),
        document: z.record(z.string(), z.unknown()),
      }),
    )
    .min(1, { message: "expected at least one policy: nothing was proposed" }),
  undecided: z.array(z.object({ message: z.string() })).max(0, {
    message: "something could not be decided: the proposal is not to be used as it is",
  }),
});

/**
 * The policies of a file that `ec2-identity right-size --format json` wrote, as arguments:
 * `new InstanceRole("app", { ...rightSizedPolicies("right-size.json") })`.
 * @throws pulumi.RunError for a file that cannot be read, is no proposal, or has something undecided in it
 */
export function rightSizedPolicies(file: string): RightSizedPolicies {
  const { policies } = readProposal(file);
  const ofKind = (wanted: string) =>
    Object.fromEntries(policies.flatMap(({ name, kind, document }) => (kind === wanted ? [[name, document]] : [])));
  return { inlinePolicies: ofKind("inline"), customerManagedPolicies: ofKind("managed") };
}

function readProposal(file: string): z.infer<typeof PROPOSAL> {
  const json = readJson(file);
  const result = PROPOSAL.safeParse(json);
  if (result.success) return result.data;
  const reasons = result.error.issues.map((issue) => `/${issue.path.join("/")}: ${expectedBy(issue)}`);
  throw new pulumi.RunError(
    `rightSizedPolicies: \`${file}\` is no proposal that can be used, expected what \`ec2-identity right-size --format json\` prints: ${reasons.join("; ")}`,
  );
}

function readJson(file: string): unknown {
  const problem = (reason: string) => new pulumi.RunError(`rightSizedPolicies: \`${file}\` cannot be read: ${reason}`);
  let text: string;
  try {
    text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw problem((error as Error).message);
  }
  const fault = jsonFault(text);
  if (fault !== undefined) throw problem(`it is no JSON: ${fault}`);
  return JSON.parse(text);
}
