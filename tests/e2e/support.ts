import { expect } from "chai";
import type { PolicyEvent } from "@pulumi/pulumi/automation";

import type { CliResult } from "../support/pulumi-project";
import { PulumiProject, type PulumiProjectOptions } from "../support/pulumi-project";

/** The built policy pack. */
export const POLICY_PACK = "dist/policies";

/** Runs `test` on a project under the policy pack, and takes the project away afterwards. */
export async function withProject<T>(
  options: PulumiProjectOptions,
  test: (project: PulumiProject) => Promise<T>,
): Promise<T> {
  const project = await PulumiProject.create({ policyPacks: [POLICY_PACK], ...options });
  try {
    return await test(project);
  } finally {
    await project.dispose();
  }
}

/** Expects that the command ended well, and shows its output if not. */
export function expectSuccess(result: CliResult): void {
  expect(result.exitCode, `${result.stdout}\n${result.stderr}`).to.equal(0);
}

/** What the policy pack reported, in order. */
export function policyEvents(result: CliResult): readonly PolicyEvent[] {
  return result.events.flatMap(({ policyEvent }) => (policyEvent === undefined ? [] : [policyEvent]));
}

/** How many resources each operation concerns: `{ create: 7 }`. */
export function changes(result: CliResult): Readonly<Record<string, number>> {
  const summary = result.events
    .flatMap(({ summaryEvent }) => (summaryEvent === undefined ? [] : [summaryEvent]))
    .at(-1);
  return Object.fromEntries(Object.entries(summary?.resourceChanges ?? {}).filter(([, count]) => count > 0));
}

/** The inputs of resources of `type` in the preview, by name. */
export function previewedInputs(result: CliResult, type: string): Readonly<Record<string, Record<string, unknown>>> {
  const entries = result.events.flatMap(({ resourcePreEvent }) => {
    const metadata = resourcePreEvent?.metadata;
    return metadata?.type === type && metadata.new !== undefined
      ? [[metadata.urn.split("::").at(-1) ?? "", metadata.new.inputs] as const]
      : [];
  });
  return Object.fromEntries(entries);
}

/** Type and name of the resources, or of the components, that the command updates. */
export function updated(result: CliResult, kind: { readonly custom: boolean }): readonly string[] {
  return result.events.flatMap(({ resourcePreEvent }) => {
    const { op, urn, type, new: after } = resourcePreEvent?.metadata ?? {};
    return op === "update" && (after?.custom ?? false) === kind.custom ? [`${type}::${urn?.split("::").at(-1)}`] : [];
  });
}

/**
 * What the command does to resources, components apart, in order: `{ "Role web": ["update"] }`. Those that stay as they are
 * and the reading of a refresh are left out.
 */
export function operations(result: CliResult): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const { resourcePreEvent } of result.events) {
    const { op = "same", urn = "", type = "", old: before, new: after } = resourcePreEvent?.metadata ?? {};
    if (op === "same" || op === "refresh" || (after ?? before)?.custom !== true) continue;
    if (type.startsWith("pulumi:")) continue;
    (found[`${type.split(":").at(-1)} ${urn.split("::").at(-1)}`] ??= []).push(op);
  }
  return found;
}
