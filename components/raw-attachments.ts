import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of the resources that attach something to a role, by type token. */
const ATTACHING: Readonly<Record<string, (props: Record<string, unknown>) => readonly unknown[]>> = {
  "aws:iam/rolePolicy:RolePolicy": ({ role }) => [role],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ role }) => [role],
  "aws:iam/policyAttachment:PolicyAttachment": ({ roles }) => (Array.isArray(roles) ? (roles as unknown[]) : []),
};

/** Each stack's exclusive roles, with the names of their components. */
const exclusiveRoles = new WeakMap<pulumi.Resource, Map<aws.iam.Role, string>>();
let isAllowed = false;

/** Runs `create`, which attaches something to a role through the package. */
export function allowAttachment<T>(create: () => T): T {
  isAllowed = true;
  try {
    return create();
  } finally {
    isAllowed = false;
  }
}

/**
 * From now on, whoever attaches something to `role` with a resource of @pulumi/aws is told how to do it instead: the
 * role would lose it at once. Sees the role and its outputs, not names that the program made from them.
 */
export function refuseRawAttachments(role: aws.iam.Role, name: string): void {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined) {
    return;
  }
  const known = exclusiveRoles.get(stack);
  if (known !== undefined) {
    known.set(role, name);
    return;
  }
  const roles = new Map([[role, name]]);
  exclusiveRoles.set(stack, roles);
  pulumi.runtime.registerStackTransformation(({ type, name: attachment, props }) => {
    const attachedTo = isAllowed ? [] : (ATTACHING[type]?.(props) ?? []);
    for (const [exclusiveRole, component] of roles) {
      if (attachedTo.some((given) => isRole(given, exclusiveRole))) {
        throw refusal(type, attachment, component);
      }
    }
    return undefined;
  });
}

function isRole(given: unknown, role: aws.iam.Role): boolean {
  return given === role || given === role.name || given === role.id || given === role.arn;
}

/**
 * The error carries no stack, which a RunError never shows: the SDK would format it with all that hangs on a resource
 * whose construction failed, for most of a minute.
 */
function refusal(type: string, attachment: string, component: string): pulumi.RunError {
  const kind = type.split(":").at(-1) ?? type;
  const error = new pulumi.RunError(
    `${kind} \`${attachment}\` attaches a policy to the role of InstanceRole \`${component}\`, which is exclusive: ` +
      "the next update would remove it. List it in `managedPolicies`, `customerManagedPolicies` or `inlinePolicies` of " +
      "the InstanceRole, attach it with its method `attachPolicy` or an InstanceRoleGrant, or set `exclusive: false`",
  );
  error.stack = "";
  return error;
}
