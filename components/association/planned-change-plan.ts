import type { Observation } from "./association-state";
import { currentAssociation } from "./association-state";
import type { AttachGoal } from "./next-step-plan";
import { nextStep } from "./next-step-plan";

/** What an update waits for before it changes anything. */
export type WaitsFor = "instance" | "formerAssociation";

/** What the next update would do to an instance, or why it cannot. */
export type PlannedChange =
  /** The instance has no association. */
  | { readonly kind: "attach"; readonly profileArn: string; readonly waitsFor?: WaitsFor }
  | {
      readonly kind: "replace";
      readonly profileArn: string;
      readonly formerArn: string;
      /** The instance does not run: the former profile is detached before the other is attached. */
      readonly detaches: boolean;
      readonly waitsFor?: WaitsFor;
    }
  /** The instance has the association already; `shown`: and credentials follow it. */
  | { readonly kind: "attached"; readonly profileArn: string; readonly shown: boolean }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Says what an update with `goal` would do to what is observed. For an instance that is pending, or not there yet, it is what
 * would be done if it ran.
 */
export function plannedChange(goal: AttachGoal, observation: Observation): PlannedChange {
  const { instance } = observation;
  const comes = instance?.state === "pending" || (instance === undefined && goal.onMissing === "wait");
  const step = nextStep(
    goal,
    comes ? { ...observation, instance: { ...observation.instance, state: "running" } } : observation,
  );
  const { profileArn } = goal;
  const current = currentAssociation(observation);
  switch (step.kind) {
    case "refuse":
      return { kind: "refused", reason: step.message };
    case "done":
      return { kind: "attached", profileArn, shown: true };
    case "wait":
    case "call": {
      if (current?.profileArn === profileArn) {
        return { kind: "attached", profileArn, shown: false };
      }
      const first: WaitsFor | undefined = comes ? "instance" : step.kind === "wait" ? "formerAssociation" : undefined;
      const waits = first === undefined ? {} : { waitsFor: first };
      const detaches = step.kind === "call" && step.call.action === "DisassociateIamInstanceProfile";
      return current === undefined
        ? { kind: "attach", profileArn, ...waits }
        : { kind: "replace", profileArn, formerArn: current.profileArn, detaches, ...waits };
    }
  }
}

/** Returns the plan in words. */
export function planText(change: PlannedChange): string {
  switch (change.kind) {
    case "refused":
      return `refuse: ${change.reason}`;
    case "attached":
      return change.shown
        ? `nothing: \`${change.profileArn}\` is attached`
        : `wait until \`${change.profileArn}\` is attached`;
    case "attach":
      return `${waitText(change.waitsFor)}attach \`${change.profileArn}\``;
    case "replace": {
      const how = change.detaches ? ": the instance does not run, detach and attach" : "";
      return `${waitText(change.waitsFor)}replace \`${change.formerArn}\` by \`${change.profileArn}\`${how}`;
    }
  }
}

function waitText(reason: WaitsFor | undefined): string {
  switch (reason) {
    case "instance":
      return "wait for the instance, then ";
    case "formerAssociation":
      return "wait for the former association to settle, then ";
    case undefined:
      return "";
  }
}
