import * as pulumi from "@pulumi/pulumi";

import { countedText } from "./document-checks";
import { isSymbolic } from "./plan";
import { plannedOrThrow } from "./refuse";
import { tooMuchInline } from "./role-quotas-plan";
import { resolveSymbolically } from "./symbolic-inputs";

/** Adds up the inline policies of one role, those that come after it was made too. */
export class InlinePolicyTotal {
  private readonly sizes = new Map<string, Promise<number>>();

  constructor(private readonly roleName: string) {}

  /**
   * Returns the text of an inline policy, which fails where this policy and those before it are more than IAM stores for
   * one role. Texts that are not known yet count for nothing, and make no other text unknown.
   * @throws pulumi.ResourceError if the role has a policy of this name already: the one would take the other's place
   */
  admit(policyName: string, text: pulumi.Input<string>, parent: pulumi.Resource): pulumi.Output<string> {
    if (this.sizes.has(policyName)) {
      const message = `got a second policy of this name, expected another \`policyName\`: the one would take the other's place`;
      this.refuse([{ property: `inline policy \`${policyName}\``, message }], parent);
    }
    this.sizes.set(policyName, sizeOf(text));
    const before = [...this.sizes];
    return pulumi.output(text).apply(async (known) => {
      const sizes = await Promise.all(before.map(async ([name, size]) => ({ name, size: await size })));
      this.refuse(tooMuchInline(sizes), parent);
      return known;
    });
  }

  private refuse(problems: ReturnType<typeof tooMuchInline>, parent: pulumi.Resource): void {
    if (problems.length > 0) {
      plannedOrThrow({ kind: "refused", problems }, "InstanceRole", this.roleName, parent);
    }
  }
}

/** A text that fails says so where it is used. */
async function sizeOf(text: pulumi.Input<string>): Promise<number> {
  try {
    const { value } = await resolveSymbolically(text);
    return typeof value !== "string" || isSymbolic(value) ? 0 : countedText(value);
  } catch {
    return 0;
  }
}
