import { expect } from "chai";

import { bundledCatalogue, evaluate } from "../../../iam";
import { EVERYTHING, guardPolicy } from "../../support/guards";
import { ACCOUNT } from "../../support/pulumi-mocks";

/** IAM calls that a guard leaves to a holder of `iam:*`, by why they are no way around it. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  "nothing has it until it is attached, joined or put into a profile, which is denied": [
    "CreateGroup",
    "CreateInstanceProfile",
    "CreatePolicy",
    "CreateUser",
  ],
  "AWS refuses it while a policy is attached, a user is in the group, or a role is in the profile; what is made anew by that name has nothing, and roles are not made":
    ["DeleteGroup", "DeleteInstanceProfile", "DeletePolicy", "DeleteRole", "DeleteUser"],
  "AWS refuses it for the default version": ["DeletePolicyVersion"],
  "it takes credentials or trust away, and gives none": [
    "DeleteAccessKey",
    "DeleteCloudFrontPublicKey",
    "DeleteLoginProfile",
    "DeleteOpenIDConnectProvider",
    "DeleteSAMLProvider",
    "DeleteSSHPublicKey",
    "DeleteServerCertificate",
    "DeleteServiceLinkedRole",
    "DeleteServiceSpecificCredential",
    "DeleteSigningCertificate",
    "RemoveClientIDFromOpenIDConnectProvider",
    "RejectDelegationRequest",
  ],
  "a second factor alone lets nobody in": [
    "CreateVirtualMFADevice",
    "DeactivateMFADevice",
    "DeleteVirtualMFADevice",
    "EnableMFADevice",
    "ResyncMFADevice",
    "TagMFADevice",
    "UntagMFADevice",
  ],
  "the caller's own password": ["ChangePassword"],
  "AWS writes the role's permissions and trust": ["CreateServiceLinkedRole"],
  "a request that somebody else has to accept": ["AssociateDelegationRequest", "CreateDelegationRequest"],
  "names, descriptions and durations; policies stay with the group by its id": [
    "CreateAccountAlias",
    "DeleteAccountAlias",
    "UpdateAccountName",
    "UpdateGroup",
    "UpdateRole",
    "UpdateRoleDescription",
  ],
  "settings of the account that give nobody permissions": [
    "DeleteAccountPasswordPolicy",
    "DisableOrganizationsRootCredentialsManagement",
    "DisableOrganizationsRootSessions",
    "DisableOutboundWebIdentityFederation",
    "EnableOrganizationsRootCredentialsManagement",
    "EnableOrganizationsRootSessions",
    "EnableOutboundWebIdentityFederation",
    "SetSTSRegionalEndpointStatus",
    "SetSecurityTokenServicePreferences",
    "UpdateAccountPasswordPolicy",
  ],
  "certificates and keys that sign in nobody": [
    "UpdateCloudFrontPublicKey",
    "UpdateServerCertificate",
    "UploadCloudFrontPublicKey",
    "UploadServerCertificate",
  ],
  "tags of what is no principal": [
    "TagInstanceProfile",
    "TagOpenIDConnectProvider",
    "TagPolicy",
    "TagSAMLProvider",
    "TagServerCertificate",
    "UntagInstanceProfile",
    "UntagOpenIDConnectProvider",
    "UntagPolicy",
    "UntagSAMLProvider",
    "UntagServerCertificate",
  ],
};

const READS = /^(Get|List|Simulate|Generate)/;

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
describe("every call of IAM that changes something", () => {
  const known = bundledCatalogue()
    .actions("iam")
    .map(({ name }) => name)
    .filter((name) => !READS.test(name));
  const harmless = Object.values(HARMLESS).flat();

  /** On another user, role, group or policy, and on what has no ARN: whether the guard denies it whatever else is allowed. */
  function isDenied(action: string, kind: "user" | "role"): boolean {
    const guard = guardPolicy({
      roles: [`arn:aws:iam::${ACCOUNT}:role/web`],
      holders: [{ kind, name: "alice" }],
    });
    const resources = ["user/bob", "role/other", "group/admins", "policy/any"].map(
      (one) => `arn:aws:iam::${ACCOUNT}:${one}`,
    );
    const principal = `arn:aws:iam::${ACCOUNT}:${kind}/alice`;
    return [...resources, "*"].every((resource) => {
      const request = { principal, action: `iam:${action}`, resource, context: {} };
      return evaluate(request, { identity: [guard, EVERYTHING] }).decision === "explicitDeny";
    });
  }

  for (const kind of ["user", "role"] as const) {
    it(`is denied to a ${kind} that holds the guard, or known to be no way around it`, () => {
      expect(known.filter((name) => !isDenied(name, kind)).sort()).to.deep.equal(
        [...harmless].filter((name) => known.includes(name)).sort(),
      );
    });
  }

  it("is in the catalogue, where it is called harmless", () => {
    expect(harmless.filter((name) => !known.includes(name))).to.deep.equal([]);
    expect(harmless).to.have.length(new Set(harmless).size);
  });
});
