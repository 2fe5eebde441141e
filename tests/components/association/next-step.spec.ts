import { expect } from "chai";

import type { Observation } from "../../../components/association/association-state";
import type { AssociationGoal, Step } from "../../../components/association/next-step-plan";
import { nextStep } from "../../../components/association/next-step-plan";
import { loadCases, runCases } from "../../support/cases";

interface Given {
  readonly goal: AssociationGoal;
  readonly observation: Observation;
}

describe("the next step of an association", () => {
  const cases = loadCases<Given, object>("components/association/next-step", ["goal", "observation"]);
  runCases(cases, ({ goal, observation }, want) => {
    expect(summary(nextStep(goal, observation))).to.deep.equal(want);
  });

  it("names the instance, the profile, the association and the way out when it refuses", () => {
    const given = cases.find(({ name }) => name === "attach, running, someone else's profile")!.given;
    const step = nextStep(given.goal, given.observation);
    expect(step.kind === "refuse" && step.message).to.equal(
      "instance `i-0123456789abcdef0` has the instance profile `arn:aws:iam::123456789012:instance-profile/old` by association `iip-assoc-0`, which this resource did not make: set `replaceExisting: true` to replace it",
    );
  });

  it("names the state of an instance that is going", () => {
    const given = cases.find(({ name }) => name === "attach, shutting-down")!.given;
    const step = nextStep(given.goal, given.observation);
    expect(step.kind === "refuse" && step.message).to.equal(
      "instance `i-0123456789abcdef0` is shutting-down, expected one that is running or stopped",
    );
  });
});

/** A step without its texts, and with the id alone of an association. */
function summary(step: Step): object {
  switch (step.kind) {
    case "refuse":
      return { kind: "refuse", code: step.code };
    case "done":
      return { kind: "done", ...(step.association && { association: step.association.associationId }) };
    case "call":
    case "wait":
      return step;
  }
}
