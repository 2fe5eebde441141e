import { effectivePrincipal } from "../../stack-model/effective-principal";
import { isMeaningOpen, type GrantedPrincipal } from "../../stack-model/resource-grants";
import { MAKE_BOUNDARY_KNOWN, MAKE_KNOWN } from "./principal-judge";

/** How it is decided whom a statement of a resource-based policy means, of which it is open whether it is a role of the stack. */
export const NAME_BY_ARN_OF =
  "name the role in Principal by arnOf(role), instead of by an account, a session or an ARN that is written out; or, where the " +
  "account of the role is what is not known, the next preview after the role exists decides it";

const NAME_THE_CALLER =
  "the next preview after the role exists decides it; until then, name the caller in its policies, instead of by variables";

const COMPARABLE =
  "make the values in its policies known at preview, by names instead of ARNs and ids, or arnOf(resource); where they are too " +
  "many to compare, write fewer wildcards and conditions";

/** What makes an answer known that is not, for `reason`, about what a principal may do. */
export function howToVerify(reason: string, { most }: GrantedPrincipal): string {
  const { subject, anonymous } = effectivePrincipal(most);
  if (isMeaningOpen(reason)) return NAME_BY_ARN_OF;
  if (reason === anonymous) return NAME_THE_CALLER;
  if (reason === subject.boundaryGap) return MAKE_BOUNDARY_KNOWN;
  return subject.gaps.includes(reason) ? MAKE_KNOWN : COMPARABLE;
}
