import { expect } from "chai";
import { evaluate, type ContextValue } from "../../../iam";
import { loadCases, runCases } from "../../support/cases";
import { policy } from "../../support/policies";

const CALLER = "arn:aws:iam::111122223333:user/u";

interface ElementGiven {
  readonly element: string;
  readonly entries: readonly string[];
  readonly action?: string;
  readonly resource?: string;
  readonly version?: string;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** Whether an Allow statement with the one element under test applies. */
function elementCovers({ element, entries, action, resource, version, context }: ElementGiven): boolean | "unknown" {
  const others = element.endsWith("Action") ? { Resource: "*" } : { Action: "*" };
  const statement = { Effect: "Allow", ...others, ...Object.fromEntries([[element, entries]]) };
  const request = {
    principal: CALLER,
    action: action ?? "test:Do",
    resource: resource ?? "*",
    context: context ?? {},
  };
  const identity = policy("p", { Version: version ?? "2012-10-17", Statement: statement });
  const { decision } = evaluate(request, { identity: [identity] });
  return decision === "unknown" ? decision : decision === "allowed";
}

interface PrincipalGiven {
  readonly element: "Principal" | "NotPrincipal" | "none";
  readonly principal?: unknown;
  readonly caller: string;
  readonly effect?: "Allow" | "Deny";
  readonly boundary?: boolean;
}

/** Whether the statement of a resource policy, standing alone, applies to the caller. */
function statementApplies({ element, principal, caller, effect, boundary }: PrincipalGiven): boolean | "unknown" {
  const everything = { Effect: "Allow", Action: "*", Resource: "*" };
  const named = element === "none" ? {} : Object.fromEntries([[element, principal]]);
  const Statement = [{ ...everything, ...named, Effect: effect ?? "Allow" }];
  const { decision } = evaluate(
    { principal: caller, action: "test:Do", resource: "arn:aws:s3:::b", context: {} },
    {
      resource: policy("resource", { Version: "2012-10-17", Statement }),
      ...(boundary === true && {
        permissionsBoundary: policy("boundary", { Version: "2012-10-17", Statement: everything }),
      }),
    },
  );
  if (decision === "unknown") return decision;
  return decision === (effect === "Deny" ? "explicitDeny" : "allowed");
}

for (const file of ["iam/statement/action", "iam/statement/resource"]) {
  describe(file, () => {
    const fields = ["element", "entries", "action", "resource", "version", "context"] as const;
    runCases(loadCases<ElementGiven, boolean | "unknown">(file, fields), (given, want) => {
      expect(elementCovers(given)).to.equal(want);
    });
  });
}

describe("iam/statement/principal", () => {
  const fields = ["element", "principal", "caller", "effect", "boundary"] as const;
  runCases(loadCases<PrincipalGiven, boolean | "unknown">("iam/statement/principal", fields), (given, want) => {
    expect(statementApplies(given)).to.equal(want);
  });
});
