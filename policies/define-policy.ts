import type {
  ReportViolation,
  ResourceRemediation,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  Severity,
  StackValidation,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { PlainObject } from "../ec2/plain-value";
import { tellExempted } from "./exempted-findings";
import { beginJudgement } from "./one-cause";
import { readExemptions, type Exemptions } from "./exemptions";
import { joinFindings, renderFinding, reportedTogether, type Finding, NOT_VERIFIED_SEVERITY } from "./findings";
import { readProperties, readSharedProperties } from "./known-properties";
import type {
  PolicyDeclaration,
  ResourcePolicyDeclaration,
  StackJudge,
  StackPolicyDeclaration,
} from "./policy-declaration";
import {
  COMMON_SETTINGS,
  readSettings,
  renderProblem,
  type Settings,
  type SettingsProblem,
  type SettingsSchema,
} from "./settings";
import { applyChanges } from "./remediation";
import { readStackResources } from "./stack-resources";

/** Where the documentation of each policy is found. */
export const DOCUMENTATION_URL = "https://github.com/pulumi-ec2-identity/pulumi-ec2-identity/blob/main/docs/policies";

/** The type of the resource that stands for the stack as a whole. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** A policy as the policy SDK takes it. */
export type DefinedPolicy = ResourceValidationPolicy | StackValidationPolicy;

/** The configuration of one call, read: settings, exemptions and what is wrong with them. */
interface Configuration {
  readonly settings: Settings;
  readonly exemptions: Exemptions;
  readonly problems: readonly SettingsProblem[];
  /** Whether the policy can judge with these settings. */
  readonly isUsable: boolean;
}

type Configure = (args: Pick<ResourceValidationArgs, "getConfig">) => Configuration;

/**
 * Makes a policy of the policy SDK from a declaration: the only place that knows the SDK's reporting, configuration and
 * unknown values. `clock` says what day it is, for exemptions.
 */
export function definePolicy(declaration: PolicyDeclaration, clock: () => Date): DefinedPolicy {
  const schema = { ...COMMON_SETTINGS, ...declaration.settings };
  const { name, displayName, description, severity, enforcementLevel, remediationSteps } = declaration;
  const metadata = {
    name,
    displayName,
    description,
    severity,
    enforcementLevel,
    tags: [...declaration.tags],
    remediationSteps,
    url: `${DOCUMENTATION_URL}/${name}.md`,
    configSchema: { properties: { ...schema } },
  };
  const configure = configureBy(declaration, schema, clock);
  return declaration.kind === "stack"
    ? { ...metadata, ...stackFunctions(declaration, configure) }
    : { ...metadata, ...resourceAndStackFunctions(declaration, configure) };
}

function configureBy(declaration: PolicyDeclaration, schema: SettingsSchema, clock: () => Date): Configure {
  return (args) => {
    const { settings, problems } = readSettings(args.getConfig<Record<string, unknown>>(), schema);
    const exemptions = readExemptions(settings, clock());
    const faults = declaration.checkSettings?.(settings) ?? [];
    return {
      settings,
      exemptions,
      problems: [...problems, ...exemptions.problems, ...faults],
      isUsable: faults.length === 0,
    };
  };
}

/** What a policy on the stack runs: its judge, and beside it what remembers the inputs that the judge asks for. */
function stackFunctions(
  declaration: StackPolicyDeclaration,
  configure: Configure,
): Pick<StackValidationPolicy, "validateStack"> & Partial<Pick<ResourceValidationPolicy, "validateResource">> {
  const { inputsOf = [], onlyFor } = declaration.judgeStack;
  const seenInputs = new Map<string, PlainObject>();
  const validateStack: StackValidation = (args, report) => {
    const configuration = configure(args);
    const urn = args.resources.find(({ type }) => type === STACK_TYPE)?.urn ?? args.resources[0]?.urn;
    for (const problem of configuration.problems) report(configurationMessage(problem), urn);
    validateResources(args, seenInputs, { declaration, configuration, report }, urn);
  };
  const stack = { validateStack: onlyWhere(onlyFor, validateStack) };
  return inputsOf.length === 0 ? stack : { ...stack, validateResource: oneOrMore(recordInputs(inputsOf, seenInputs)) };
}

/** What a policy on resources runs, with its judge of the stack where it has one. */
function resourceAndStackFunctions(
  declaration: ResourcePolicyDeclaration,
  configure: Configure,
): Pick<ResourceValidationPolicy, "validateResource" | "remediateResource"> &
  Partial<Pick<StackValidationPolicy, "validateStack">> {
  const { judgeStack } = declaration;
  const seenInputs = new Map<string, PlainObject>();
  const functions = resourceFunctions(declaration, configure, seenInputs);
  if (judgeStack === undefined) return functions;
  const { inputsOf = [], onlyFor } = judgeStack;
  const validateResource = oneOrMore([functions.validateResource, ...recordInputs(inputsOf, seenInputs)]);
  const validateStack: StackValidation = (args, report) => {
    validateResources(args, seenInputs, { declaration, configuration: configure(args), report });
  };
  return { ...functions, validateResource, validateStack: onlyWhere(onlyFor, validateStack) };
}

function resourceFunctions(
  declaration: ResourcePolicyDeclaration,
  configure: Configure,
  seenInputs: Map<string, PlainObject>,
): { readonly validateResource: ResourceValidation; readonly remediateResource?: ResourceRemediation } {
  const { resourceType, remediate, properties } = declaration;
  const reportsProblems = problemReporter();
  const validate = (args: ResourceValidationArgs, report: ReportViolation): void => {
    const configuration = configure(args);
    const { settings, problems } = configuration;
    reportsProblems(problems, declaration.name, args.urn, report);
    const inputs = readSharedProperties(args.props, properties);
    if (declaration.judgeStack !== undefined) seenInputs.set(args.urn, inputs);
    const { urn, type, name } = args;
    const resource = { urn, type, name, properties: inputs, propertyDependencies: {} };
    reportFindings(declaration.judgeResource(resource, settings), { declaration, subject: urn, configuration, report });
  };
  const validateResource = ofType<ResourceValidation>(resourceType, validate);
  if (remediate === undefined) return { validateResource };
  const change = (args: ResourceValidationArgs): Record<string, unknown> | undefined => {
    const { settings, exemptions } = configure(args);
    if (exemptions.of(args.urn) !== undefined) return undefined;
    const changes = remediate(readProperties(args.props, properties), settings);
    return changes.length === 0 ? undefined : applyChanges(args.props, changes);
  };
  return { validateResource, remediateResource: ofType<ResourceRemediation>(resourceType, change) };
}

/** A single function as itself: only of such a one the SDK looks at the type before it reads a resource for the policy. */
function oneOrMore(functions: ResourceValidation[]): ResourceValidation | ResourceValidation[] {
  const [first, ...others] = functions;
  return first !== undefined && others.length === 0 ? first : functions;
}

/** Remembers the inputs of the resources of those types for the stack's judge, which sees outputs only. */
function recordInputs(resourceTypes: readonly string[], seenInputs: Map<string, PlainObject>): ResourceValidation[] {
  const record = (args: ResourceValidationArgs): void => {
    seenInputs.set(args.urn, readSharedProperties(args.props));
  };
  return resourceTypes.map((type) => ofType<ResourceValidation>(type, record));
}

/** One judgement of a policy: of whom, under which configuration, and where its findings go. */
interface Judgement {
  readonly declaration: PolicyDeclaration;
  /** URN of a resource; absent for the stack. */
  readonly subject?: string;
  readonly configuration: Configuration;
  readonly report: ReportViolation;
}

function validateResources(
  args: StackValidationArgs,
  seenInputs: ReadonlyMap<string, PlainObject>,
  judgement: Judgement & { readonly declaration: { readonly judgeStack?: StackJudge } },
  urnOfStack?: string,
): void {
  const { declaration, configuration, report } = judgement;
  const { settings, isUsable } = configuration;
  if (!isUsable || declaration.judgeStack === undefined) return;
  const { reads, checkSettings, judge } = declaration.judgeStack;
  const resources = readStackResources(args.resources, reads, seenInputs);
  const problems = checkSettings?.(resources, settings) ?? [];
  for (const problem of problems) report(configurationMessage(problem), urnOfStack);
  if (problems.length > 0) return;
  reportFindings(judge(resources, settings), judgement);
}

function reportFindings(findings: readonly Finding[], judgement: Judgement): void {
  const { declaration, subject, configuration, report } = judgement;
  const { settings, exemptions } = configuration;
  const { name, yieldsTo = [] } = declaration;
  const tell = beginJudgement(name, subject);
  for (const parts of reportedTogether(findings)) {
    const finding = joinFindings(parts);
    const { urn } = finding.resource;
    const message = renderFinding(finding);
    const exemption = finding.kind === "forgery" ? undefined : exemptions.of(urn);
    if (exemption === undefined) tell({ parts, yieldsTo });
    if (exemption !== undefined) tellExempted(report, { urn, message, ...exemption });
    else if (finding.kind === "forgery") reportAtLevel(report, message, urn, "mandatory");
    else if (finding.kind === "notVerified") {
      const severity = NOT_VERIFIED_SEVERITY[declaration.severity];
      reportAtLevel(report, message, urn, settings["onUnknown"] === "block" ? undefined : "advisory", severity);
    } else report(message, urn);
  }
}

/**
 * The SDK honours an object with a level and severity of its own, which its typings leave out; the policy's stand in for those
 * that are absent. Its message stands without the policy's description, which says what is broken.
 */
function reportAtLevel(
  report: ReportViolation,
  message: string,
  urn: string,
  enforcementLevel: "advisory" | "mandatory" | undefined,
  severity?: Severity,
): void {
  (report as unknown as (violation: object) => void)({ message, urn, enforcementLevel, severity });
}

function configurationMessage(problem: SettingsProblem): string {
  return `configuration of this policy: ${renderProblem(problem)}`;
}

/**
 * Reports what is wrong with a configuration at the first resource that meets it, and there alone, however often that
 * resource is judged: a policy learns its configuration only when it is called for a resource.
 */
function problemReporter() {
  const reportedAt = new Map<string, string>();
  return (problems: readonly SettingsProblem[], policy: string, urn: string, report: ReportViolation): void => {
    if (problems.length === 0) return;
    const text = `${policy}\n${problems.map(configurationMessage).join("\n")}`;
    const first = reportedAt.get(text) ?? urn;
    reportedAt.set(text, first);
    if (first !== urn) return;
    for (const problem of problems) report(configurationMessage(problem), urn);
  };
}

/** Lets the SDK skip the policy, and the reading of the whole stack for it, where no resource is of that type. */
function onlyWhere(resourceType: string | undefined, validate: StackValidation): StackValidation {
  return resourceType === undefined ? validate : Object.assign(validate, { __pulumiType: resourceType });
}

/** Limits a function to resources of one type, in the way by which the SDK filters before it reads the properties. */
function ofType<F extends (args: ResourceValidationArgs, report: ReportViolation) => unknown>(
  resourceType: string,
  run: F,
): F {
  const limited = (args: ResourceValidationArgs, report: ReportViolation): unknown =>
    args.type === resourceType ? run(args, report) : undefined;
  return Object.assign(limited, { __pulumiType: resourceType }) as unknown as F;
}
