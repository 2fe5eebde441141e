import {
  bundledCatalogue,
  parsePolicyDocument,
  serializePolicyDocument,
  type ActionCatalogue,
  type NamedPolicy,
} from "../../iam";
import { RightSizer, type Observation, type Proposal, type ResourceMode } from "../../right-size";
import { ACCOUNT, CALLS, type GeneratedCall } from "./generated-log";
import { observationOf } from "./observation-of";

/** An old policy of a document. */
export function policy(document: object, id = "old"): NamedPolicy {
  const result = parsePolicyDocument(document);
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
  return { id, document: result.document };
}

/** An Allow statement. */
export function allow(Action: string | string[], Resource: string | string[], rest: object = {}): object {
  return { Effect: "Allow", Action, Resource, ...rest };
}

/** A policy document of statements. */
export function document(...Statement: object[]): object {
  return { Version: "2012-10-17", Statement };
}

/** A call as the aggregation shows it, of the role or of somebody else. */
export function observed(call: GeneratedCall, changes: Partial<Observation> = {}): Observation {
  const { requestParameters, eventSource, eventName, category, readOnly } = call;
  const observation = observationOf({ eventSource, eventName, requestParameters: requestParameters ?? {} });
  const container = JSON.stringify(Object.values(requestParameters ?? {})[0] ?? "").slice(1, -1);
  return { ...observation, category, readOnly, ...(category === "Data" ? { container } : {}), ...changes };
}

function withoutRole(observation: Observation): Observation {
  return Object.fromEntries(Object.entries(observation).filter(([name]) => name !== "role")) as unknown as Observation;
}

/** Calls of others of every kind: the trail records all of it. */
export function fullTrail(bucket = "media", queue = "jobs"): readonly Observation[] {
  const others = withoutRole(observed(CALLS.describeInstances()));
  const kinds: readonly Partial<Observation>[] = [
    { readOnly: true },
    { readOnly: false },
    ...["s3.amazonaws.com", "sqs.amazonaws.com", "dynamodb.amazonaws.com"].flatMap((eventSource) =>
      [true, false].map((readOnly) => {
        const names: Readonly<Record<string, string>> = {
          "s3.amazonaws.com": bucket,
          "sqs.amazonaws.com": `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/${queue}`,
        };
        const container = names[eventSource] ?? "orders";
        return { eventSource, category: "Data", readOnly, container };
      }),
    ),
  ];
  return kinds.map((kind) => ({ ...others, events: 0, ...kind }));
}

/** The proposal for policies and observations. */
export function propose(
  policies: readonly NamedPolicy[],
  observations: readonly Observation[],
  options: { resources?: ResourceMode; assumeUnused?: readonly string[]; catalogue?: ActionCatalogue } = {},
): Proposal {
  const sizer = new RightSizer(policies, { catalogue: bundledCatalogue(), ...options });
  for (const observation of observations) sizer.add(observation);
  return sizer.propose();
}

/** The catalogue as if AWS had few services: what `*` and NotAction stand for is then small. */
export function smallCatalogue(...services: readonly string[]): ActionCatalogue {
  return Object.create(bundledCatalogue(), { services: { value: () => services } }) as ActionCatalogue;
}

/** The statements of all policies of a proposal. */
export function statementsOf(proposal: Proposal): readonly object[] {
  return proposal.policies.flatMap(({ document: one }) => serializePolicyDocument(one).Statement);
}

/** The bucket of the calls. */
export const BUCKET = "arn:aws:s3:::media";
