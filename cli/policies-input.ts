import { z } from "zod";
import { parsePolicyDocument, type ApplicablePolicies, type NamedPolicy, type PolicyType } from "../iam";
import { InputError, type InputFault, type JsonInput } from "./input";
import { parseInput, strictObject } from "./schema-faults";

const POLICY = strictObject({ id: z.string().min(1), document: z.unknown() });
const POLICIES = strictObject({
  identity: z.array(POLICY).optional(),
  permissionsBoundary: POLICY.optional(),
  session: z.array(POLICY).optional(),
  resource: POLICY.optional(),
  resourcePolicyKind: z.enum(["trust", "kmsKey", "other"]).optional(),
  scps: z.array(z.array(POLICY)).optional(),
  rcps: z.array(z.array(POLICY)).optional(),
});
type PolicyInput = z.infer<typeof POLICY>;

/**
 * ApplicablePolicies with AWS JSON as documents.
 * @throws InputError for another shape, and for documents that are no valid policies of their kind.
 */
export function readPolicies(input: JsonInput): ApplicablePolicies {
  const { identity, permissionsBoundary, session, resource, resourcePolicyKind, scps, rcps } = parseInput(
    POLICIES,
    input,
  );
  const reader = new PolicyReader(input.file);
  const resourceType = resourcePolicyKind === "trust" ? "trust" : "resource";
  const policies: ApplicablePolicies = {
    ...(identity && { identity: reader.list(identity, "/identity", "identity") }),
    ...(permissionsBoundary && {
      permissionsBoundary: reader.one(permissionsBoundary, "/permissionsBoundary", "permissionsBoundary"),
    }),
    ...(session && { session: reader.list(session, "/session", "session") }),
    ...(resource && { resource: reader.one(resource, "/resource", resourceType) }),
    ...(resourcePolicyKind && { resourcePolicyKind }),
    ...(scps && { scps: scps.map((level, index) => reader.list(level, `/scps/${index}`, "scp")) }),
    ...(rcps && { rcps: rcps.map((level, index) => reader.list(level, `/rcps/${index}`, "rcp")) }),
  };
  if (reader.faults.length > 0) throw new InputError(reader.faults);
  return policies;
}

/** Parses documents and collects what is wrong with them. */
class PolicyReader {
  readonly faults: InputFault[] = [];

  constructor(private readonly file: string) {}

  list(policies: readonly PolicyInput[], pointer: string, policyType: PolicyType): readonly NamedPolicy[] {
    return policies.map((policy, index) => this.one(policy, `${pointer}/${index}`, policyType));
  }

  one({ id, document }: PolicyInput, pointer: string, policyType: PolicyType): NamedPolicy {
    const result = parsePolicyDocument(document, { policyType });
    if (result.kind === "parsed") return { id, document: result.document };
    for (const issue of result.issues) {
      this.faults.push({ file: this.file, pointer: `${pointer}/document${issue.pointer}`, reason: issue.message });
    }
    return { id, document: { version: "2012-10-17", statements: [], symbols: [] } };
  }
}
