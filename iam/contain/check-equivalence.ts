import { checkContainment } from "./check-containment";
import type { ContainmentOptions, Equivalence, PermissionSource } from "./containment";

/** Decides whether two sides allow the same requests: each is contained in the other. Exact as `checkContainment` is. */
export function checkEquivalence(
  first: PermissionSource,
  second: PermissionSource,
  options: ContainmentOptions = {},
): Equivalence {
  const forth = checkContainment(first, second, options);
  if (forth.kind === "notContained") return differing(forth, "first");
  const back = checkContainment(second, first, options);
  if (back.kind === "notContained") return differing(back, "second");
  if (forth.kind === "unknown") return forth;
  return back.kind === "unknown" ? back : { kind: "equivalent" };
}

function differing(
  { counterexample, symbols }: ReturnType<typeof checkContainment> & { kind: "notContained" },
  onlyIn: "first" | "second",
): Equivalence {
  return { kind: "notEquivalent", counterexample, onlyIn, ...(symbols && { symbols }) };
}
