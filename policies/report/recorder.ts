import type {
  Policies,
  ReportViolation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidation,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { STACK_TYPE } from "../define-policy";
import { witnessExempted, type ExemptedFinding } from "../exempted-findings";
import { NOT_VERIFIED } from "../findings";
import { isUnknownValueError } from "../known-properties";
import type { Repetition } from "../one-cause";

/** A policy as the SDK takes it, of whatever pack. */
export type Policy = Policies[number];

/** The form of a violation that the SDK takes and its typings leave out. */
interface ViolationObject {
  readonly message?: string;
  readonly urn?: string;
}

/** One thing that a policy reported. */
export interface RecordedFinding {
  readonly policy: Policy;
  readonly urn: string;
  readonly message: string;
}

/** What a policy found at a resource that its configuration exempts. */
export interface RecordedExemption extends ExemptedFinding {
  readonly policy: Policy;
}

/** What was recorded, in order. */
export interface Recorded {
  readonly findings: readonly RecordedFinding[];
  readonly exempted: readonly RecordedExemption[];
  readonly asked: readonly AskedPolicy[];
}

/** A policy that was asked, with the settings that it was given. */
export interface AskedPolicy {
  readonly policy: Policy;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Remembers what policies report, each finding once: a resource may be judged several times in one preview. */
export class Recorder {
  private readonly found = new Map<string, RecordedFinding>();
  private readonly exempted = new Map<string, RecordedExemption>();
  private readonly asked = new Map<string, AskedPolicy>();

  /** The same policy, with what it reports remembered as well. It judges and reports as before. */
  record(policy: Policy): Policy {
    return { ...policy, ...this.recordedValidation(policy) };
  }

  /** Remembers of a finding what the engine is told of it, as another policy reports the rest. */
  leaveOut({ remaining, ...told }: Repetition): void {
    const key = keyOf({ name: told.policy }, told);
    const finding = this.found.get(key);
    this.found.delete(key);
    if (finding !== undefined && remaining !== undefined) this.add({ ...finding, message: remaining });
  }

  /** What was found since the last call, and the policies that were asked. */
  take(): Recorded {
    const taken = {
      findings: [...this.found.values()],
      exempted: [...this.exempted.values()],
      asked: [...this.asked.values()],
    };
    this.found.clear();
    this.exempted.clear();
    this.asked.clear();
    return taken;
  }

  private recordedValidation(policy: Policy): Partial<ResourceValidationPolicy & StackValidationPolicy> {
    const resource = "validateResource" in policy ? policy.validateResource : undefined;
    const stack = "validateStack" in policy ? policy.validateStack : undefined;
    const wrap = (validate: ResourceValidation): ResourceValidation =>
      keepType(validate, (args, report) =>
        this.watch(policy, args, args.urn, report, (watched) => validate(args, watched)),
      );
    const wrapped = Array.isArray(resource) ? resource.map(wrap) : resource && wrap(resource);
    const validateStack: StackValidation | undefined =
      stack &&
      keepType(stack, (args, report) => {
        const { urn = "" } = args.resources.find(({ type }) => type === STACK_TYPE) ?? args.resources[0] ?? {};
        return this.watch(policy, args, urn, report, (watched) => stack(args, watched));
      });
    return {
      ...(wrapped === undefined ? {} : { validateResource: wrapped }),
      ...(validateStack === undefined ? {} : { validateStack }),
    };
  }

  /** Runs a validation; `urn` stands for a violation that names no resource. */
  private async watch(
    policy: Policy,
    { getConfig }: Pick<StackValidationArgs, "getConfig">,
    urn: string,
    report: ReportViolation,
    validate: (report: ReportViolation) => Promise<void> | void,
  ): Promise<void> {
    this.asked.set(policy.name, { policy, settings: getConfig<Record<string, unknown>>() });
    const watched = (violation: string | ViolationObject, at?: string): void => {
      const isText = typeof violation === "string";
      const message = (isText ? violation : violation.message) || policy.description;
      this.add({ policy, urn: (isText ? at : violation.urn) ?? urn, message });
      (report as (violation: string | object, urn?: string) => void)(violation, at);
    };
    witnessExempted(watched, (finding) => {
      this.exempted.set(keyOf(policy, finding), { policy, ...finding });
    });
    try {
      await validate(watched);
    } catch (error) {
      // The SDK makes one advisory of it, and of the policy's findings on this resource there are no more.
      if (isUnknownValueError(error)) this.add({ policy, urn, message: `${NOT_VERIFIED}${(error as Error).message}` });
      throw error;
    }
  }

  private add(finding: RecordedFinding): void {
    this.found.set(keyOf(finding.policy, finding), finding);
  }
}

function keyOf(
  { name }: Pick<Policy, "name">,
  { urn, message }: { readonly urn: string; readonly message: string },
): string {
  return `${name}\n${urn}\n${message}`;
}

/** Gives a wrapper what the SDK reads from the function that it wraps: the type that it is limited to. */
function keepType<F extends (...args: never[]) => unknown>(original: F, wrapper: F): F {
  return Object.assign(wrapper, Object.fromEntries(Object.entries(original)));
}
