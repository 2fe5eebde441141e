import type { RolePolicyText } from "../../aws/identity-reader";
import type { Containment, PolicyDocument } from "../../iam";
import { ec2ServicePrincipal } from "../../ec2/service-principal";
import { checkContainment, checkDisjointness, parsePolicyDocument } from "../../iam";
import { boundaryCheck } from "./boundary-check";
import type { CheckId, Verdict } from "./check";
import { notRead, skipped, verdict } from "./check";
import type { DeclaredIdentity } from "./expectation";
import type { LiveIdentity, Read } from "./live-identity";
import { parsed } from "./parsed-policies";
import { requestText } from "./request-text";

/** Checks the profile's role: that it is the declared one, whom it trusts, and what it allows. */
export function roleChecks(expectation: DeclaredIdentity, live: LiveIdentity): readonly Verdict[] {
  return [
    ...profileChecks(expectation, live),
    ...(live.role === undefined ? [] : [trustCheck(live.role), boundaryCheck(expectation, live.role, live.boundary)]),
    ...(live.policies === undefined ? [] : policyChecks(expectation, live.policies, live.declaredManaged)),
  ];
}

function profileChecks({ role }: DeclaredIdentity, { profile }: LiveIdentity): readonly Verdict[] {
  if (profile === undefined) {
    return [];
  }
  if (profile.kind === "notRead") {
    return [notRead("profile-holds-role", profile.reason)];
  }
  const { roleNames } = profile.value;
  const held =
    roleNames.length === 0 ? "it holds no role" : `it holds ${roleNames.map((name) => `\`${name}\``).join(", ")}`;
  const same = roleNames.length === 1 && (role === undefined || roleNames[0] === role);
  return [verdict("profile-holds-role", same, same || role === undefined ? held : `${held}, expected \`${role}\``)];
}

/** A trust policy that names EC2 alone lies within this one. */
const EC2_ALONE = document({
  Version: "2012-10-17",
  Statement: {
    Effect: "Allow",
    Principal: { Service: ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"] },
    Action: "sts:*",
  },
});

function assumedBy(service: string): PolicyDocument {
  return document({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" },
  });
}

function trustCheck(role: NonNullable<LiveIdentity["role"]>): Verdict {
  return role.kind === "notRead"
    ? notRead("role-trusts-ec2-alone", role.reason)
    : trustVerdict(role.value.trustPolicy, role.value.arn);
}

/** Whether EC2 of the role's partition may assume the role under some condition, and nobody else may. */
function trustVerdict(text: string, roleArn: string): Verdict {
  const id = "role-trusts-ec2-alone";
  const parsed = parsePolicyDocument(text, { policyType: "trust" });
  if (parsed.kind === "invalid") {
    return notRead(id, `the trust policy cannot be read: ${parsed.issues.map(({ message }) => message).join("; ")}`);
  }
  if (checkContainment(parsed.document, [], { policyType: "trust" }).kind === "contained") {
    return verdict(id, false, "its trust policy allows nobody");
  }
  const service = ec2ServicePrincipal(roleArn.split(":")[1] ?? "");
  if (service === undefined) {
    return notRead(id, `the service principal of EC2 in the partition of \`${roleArn}\` is not known`);
  }
  const apart = checkDisjointness(parsed.document, assumedBy(service), { policyType: "trust" });
  if (apart.kind === "unknown") return notRead(id, `not decided: ${apart.reason.message}`);
  if (apart.kind === "disjoint") {
    return verdict(id, false, `its trust policy does not let \`${service}\` call sts:AssumeRole`);
  }
  const contained = checkContainment(parsed.document, EC2_ALONE, { policyType: "trust" });
  return containmentVerdict(id, contained, "its trust policy allows EC2 alone", "it may also be assumed by");
}

/** Says that nothing is compared, since nothing is declared. */
function notDeclared(id: CheckId): Verdict {
  return skipped(id, "nothing is declared of it");
}

function policyChecks(
  { policies: declared, morePolicies = false }: DeclaredIdentity,
  live: Read<readonly RolePolicyText[]>,
  managed: Read<readonly RolePolicyText[]> | undefined,
): readonly Verdict[] {
  const ids = ["role-allows-what-is-declared", "role-allows-nothing-else"] as const;
  if (declared === undefined) {
    return ids.map(notDeclared);
  }
  const unread = [live, managed].find((read) => read?.kind === "notRead");
  if (unread?.kind === "notRead" || live.kind === "notRead") {
    return ids.map((id) => notRead(id, unread?.kind === "notRead" ? unread.reason : ""));
  }
  const own = declared.flatMap((policy) => ("document" in policy ? [policy] : []));
  const expected = parsed([...own, ...(managed?.kind === "read" ? managed.value : [])]);
  const actual = parsed(live.value);
  const wrong = expected.wrong ?? actual.wrong;
  if (wrong !== undefined) {
    return ids.map((id) => notRead(id, wrong));
  }
  return [
    containmentVerdict(
      ids[0],
      checkContainment(expected.documents, actual.documents),
      "all that is declared is allowed",
      "declared and not allowed:",
    ),
    morePolicies
      ? skipped(ids[1], "the stack does not own the role, and declares a part of its policies")
      : containmentVerdict(
          ids[1],
          checkContainment(actual.documents, expected.documents),
          "nothing is allowed that is not declared",
          "allowed and not declared:",
        ),
  ];
}

function containmentVerdict(id: CheckId, containment: Containment, passed: string, differs: string): Verdict {
  switch (containment.kind) {
    case "contained":
      return verdict(id, true, passed);
    case "notContained":
      return verdict(id, false, `${differs} ${requestText(containment.counterexample, id)}`);
    case "unknown":
      return notRead(id, `not decided: ${containment.reason.message}`);
  }
}

function document(json: object): PolicyDocument {
  const result = parsePolicyDocument(json, { policyType: "trust" });
  if (result.kind === "invalid") {
    throw new Error(`a policy of the checks is invalid: ${JSON.stringify(result.issues)}`);
  }
  return result.document;
}
