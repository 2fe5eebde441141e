import fc from "fast-check";
import type { TestResource } from "../policy-run";
import { LAUNCH_INPUTS, metadataOptions } from "./launches";
import { PRINCIPAL_PROGRAMS } from "./principals";

/** A resource of a program in which everything is known. */
export interface ProgramResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** By property, the names of the resources that its value comes from. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}

/** The resources of a program, compliant or violating. */
export type Program = readonly ProgramResource[];

const given = (properties: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));

/** A launch template that the other resources may use, with options that its own policy judges. */
const launchTemplate: fc.Arbitrary<ProgramResource> = metadataOptions.map((options) => ({
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  name: "template",
  inputs: given({ name: "template", metadataOptions: options }),
  sources: {},
}));

/** By type, programs in which a resource of the type stands. */
export const PROGRAMS: Readonly<Record<string, fc.Arbitrary<Program>>> = {
  ...PRINCIPAL_PROGRAMS,
  ...Object.fromEntries(
    Object.entries(LAUNCH_INPUTS).map(([type, arbitrary]) => [
      type,
      fc.tuple(
        launchTemplate,
        arbitrary.map((inputs) => ({ type, name: "one", inputs: given(inputs), sources: {} })),
      ),
    ]),
  ),
};

/** What a policy sees of a program whose values are all known, in later previews. */
export function known(program: Program): readonly TestResource[] {
  return program.map(({ type, name, inputs }) => ({
    type,
    name,
    inputs: given(inputs),
    outputs: outputsOf(type, given(inputs)),
  }));
}

/**
 * The same at a preview at which some values are not known, those that `choose` says. An unknown value comes from the
 * resources that it names, which the engine tells, or from nowhere.
 */
export function partlyKnown(program: Program, choose: () => boolean): readonly TestResource[] {
  return program.map(({ type, name, inputs, sources }) => {
    const seen = Object.fromEntries(
      Object.entries(given(inputs)).map(([key, value]) => [key, makeUnknown(value, choose)]),
    );
    const dependencies = choose() ? {} : sources;
    return { type, name, inputs: seen, outputs: outputsOf(type, seen), dependencies };
  });
}

function outputsOf(type: string, inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isTemplate = type === "aws:ec2/launchTemplate:LaunchTemplate";
  return isTemplate ? { ...inputs, latestVersion: 1, defaultVersion: 1 } : inputs;
}

/** Replaces each value, at any depth below the resource's own properties, by an unknown one where `choose` says so. */
function makeUnknown(value: unknown, choose: () => boolean): unknown {
  if (choose()) return { $unknown: true };
  if (Array.isArray(value)) return value.map((entry) => makeUnknown(entry, choose));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, makeUnknown(entry, choose)]));
}

/** Whether anything in the resource is not known. */
export function hasUnknown({ inputs }: TestResource): boolean {
  return JSON.stringify(inputs).includes('"$unknown"');
}
