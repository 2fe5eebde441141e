import fc from "fast-check";
import { identityDocument, resourceDocument, trustDocument } from "./documents";
import type { Program, ProgramResource } from "./programs";

const AWS_MANAGED = ["AdministratorAccess", "ReadOnlyAccess"].map((name) => `arn:aws:iam::aws:policy/${name}`);

/** A value that names something, and the resources of the program that it comes from. */
interface Naming {
  readonly value: unknown;
  readonly sources: readonly string[];
}

/** What of a resource is drawn; its type is the key of the table. */
type Drawn = fc.Arbitrary<Pick<ProgramResource, "inputs" | "sources">>;

const oneOf = (name: string): fc.Arbitrary<Naming> =>
  fc.constantFrom({ value: name, sources: [name] }, { value: "elsewhere", sources: [] });
const listed = ({ value, sources }: Naming): Naming => ({ value: [value], sources });
const [role, user, group] = [oneOf("app"), oneOf("alice"), oneOf("staff")];
const policyArn: fc.Arbitrary<Naming> = fc.constantFrom(
  { value: "arn:aws:iam::111122223333:policy/own", sources: ["own"] },
  ...AWS_MANAGED.map((value) => ({ value, sources: [] })),
);
const policyArns = policyArn.map(listed);

const drawn = (
  namings: Readonly<Record<string, fc.Arbitrary<Naming>>>,
  others: Readonly<Record<string, fc.Arbitrary<unknown>>> = {},
): Drawn =>
  fc.tuple(fc.record(namings), fc.record(others)).map(([said, rest]) => ({
    inputs: { ...rest, ...Object.fromEntries(Object.entries(said).map(([key, { value }]) => [key, value])) },
    sources: Object.fromEntries(Object.entries(said).map(([key, { sources }]) => [key, sources])),
  }));

/** The types that join policies with roles, users and groups, or users with groups, or hold policies of others. */
const JOINING: Readonly<Record<string, Drawn>> = {
  "aws:iam/rolePolicy:RolePolicy": drawn({ role }, { policy: identityDocument }),
  "aws:iam/userPolicy:UserPolicy": drawn({ user }, { policy: identityDocument }),
  "aws:iam/groupPolicy:GroupPolicy": drawn({ group }, { policy: identityDocument }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": drawn({ role, policyArn }),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": drawn({ user, policyArn }),
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": drawn({ group, policyArn }),
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": drawn({ roleName: role, policyArns }),
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": drawn({ userName: user, policyArns }),
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": drawn({ groupName: group, policyArns }),
  "aws:iam/policyAttachment:PolicyAttachment": drawn({
    roles: role.map(listed),
    users: user.map(listed),
    groups: group.map(listed),
    policyArn,
  }),
  "aws:iam/userGroupMembership:UserGroupMembership": drawn({ user, groups: group.map(listed) }),
  "aws:iam/groupMembership:GroupMembership": drawn({ users: user.map(listed), group }),
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": drawn({ managedPolicyArn: policyArn }),
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": drawn({}, { inlinePolicy: identityDocument }),
};

const policyOn = (property: string): Drawn => drawn({}, { [property]: fc.constant("thing"), policy: resourceDocument });
const ownPolicy = drawn({}, { policy: resourceDocument });

/** The types that hold resource-based policies, of what they are themselves or of another resource. */
const HOLDING: Readonly<Record<string, Drawn>> = {
  "aws:s3/bucketPolicy:BucketPolicy": policyOn("bucket"),
  "aws:s3/bucket:Bucket": ownPolicy,
  "aws:s3/bucketV2:BucketV2": ownPolicy,
  "aws:sqs/queuePolicy:QueuePolicy": policyOn("queueUrl"),
  "aws:sqs/queue:Queue": ownPolicy,
  "aws:sns/topicPolicy:TopicPolicy": policyOn("arn"),
  "aws:sns/topic:Topic": ownPolicy,
  "aws:kms/keyPolicy:KeyPolicy": policyOn("keyId"),
  "aws:kms/key:Key": ownPolicy,
  "aws:secretsmanager/secretPolicy:SecretPolicy": policyOn("secretArn"),
  "aws:secretsmanager/secret:Secret": ownPolicy,
};

const resource = (type: string, name: string, what: Drawn): fc.Arbitrary<ProgramResource> =>
  what.map((one) => ({ ...one, type, name }));
const named = (name: string): Readonly<Record<string, fc.Arbitrary<unknown>>> => ({ name: fc.constant(name) });

const inlinePolicies = fc
  .array(identityDocument, { maxLength: 1 })
  .map((policies) => policies.map((policy, index) => ({ name: `policy-${index}`, policy })));
const boundary = fc.option(policyArn, { nil: { value: undefined, sources: [] } });

/** What stands in every program: a role, a user, a group and a policy of its own. */
const PRINCIPALS: Readonly<Record<string, fc.Arbitrary<ProgramResource>>> = {
  "aws:iam/role:Role": resource(
    "aws:iam/role:Role",
    "app",
    drawn({ permissionsBoundary: boundary }, { ...named("app"), assumeRolePolicy: trustDocument, inlinePolicies }),
  ),
  "aws:iam/user:User": resource("aws:iam/user:User", "alice", drawn({}, named("alice"))),
  "aws:iam/group:Group": resource("aws:iam/group:Group", "staff", drawn({}, named("staff"))),
  "aws:iam/policy:Policy": resource(
    "aws:iam/policy:Policy",
    "own",
    drawn({}, { ...named("own"), policy: identityDocument }),
  ),
};

/** By type, programs of roles, users, groups and policies in which a resource of the type stands. */
export const PRINCIPAL_PROGRAMS: Readonly<Record<string, fc.Arbitrary<Program>>> = {
  ...Object.fromEntries(
    Object.entries({ ...JOINING, ...HOLDING }).map(([type, what]) => [
      type,
      fc.tuple(...Object.values(PRINCIPALS), resource(type, "joining", what)),
    ]),
  ),
  ...Object.fromEntries(Object.keys(PRINCIPALS).map((type) => [type, fc.tuple(...Object.values(PRINCIPALS))])),
};
