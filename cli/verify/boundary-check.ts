import type { RoleIdentity, RolePolicyText } from "../../aws/identity-reader";
import { checkEquivalence } from "../../iam";
import type { Verdict } from "./check";
import { notRead, skipped, verdict } from "./check";
import type { DeclaredIdentity } from "./expectation";
import type { Read } from "./live-identity";
import { parsed } from "./parsed-policies";
import { requestText } from "./request-text";

const ID = "role-has-declared-boundary";

/** Checks that the role's permissions boundary is the declared one and, where its document is declared, allows the same. */
export function boundaryCheck(
  { permissionsBoundary: declared, permissionsBoundaryDocument: document }: DeclaredIdentity,
  role: Read<RoleIdentity>,
  boundary: Read<RolePolicyText> | undefined,
): Verdict {
  if (declared === undefined && document === undefined) {
    return skipped(ID, "nothing is declared of it");
  }
  if (role.kind === "notRead") {
    return notRead(ID, role.reason);
  }
  const arn = role.value.permissionsBoundaryArn;
  const found = `the boundary is \`${arn ?? "none"}\``;
  if (declared !== undefined && (arn ?? null) !== declared) {
    return verdict(ID, false, `${found}, expected \`${declared ?? "none"}\``);
  }
  if (document === undefined || boundary === undefined) {
    return verdict(ID, document === undefined, document === undefined ? found : `${found}, expected one`);
  }
  return boundary.kind === "notRead"
    ? notRead(ID, boundary.reason)
    : documentVerdict(found, boundary.value, { id: "permissionsBoundaryDocument", document });
}

function documentVerdict(
  found: string,
  live: RolePolicyText,
  declared: { readonly id: string; readonly document: unknown },
): Verdict {
  const [actual, expected] = [parsed([live]), parsed([declared])];
  const wrong = actual.wrong ?? expected.wrong;
  if (wrong !== undefined) {
    return notRead(ID, wrong);
  }
  const equivalence = checkEquivalence(actual.documents, expected.documents);
  switch (equivalence.kind) {
    case "equivalent":
      return verdict(ID, true, `${found}, and allows what is declared`);
    case "notEquivalent": {
      const more = equivalence.onlyIn === "first" ? "allows what is not declared" : "does not allow what is declared";
      return verdict(ID, false, `${found}, and ${more}: ${requestText(equivalence.counterexample, ID)}`);
    }
    case "unknown":
      return notRead(ID, `not decided: ${equivalence.reason.message}`);
  }
}
