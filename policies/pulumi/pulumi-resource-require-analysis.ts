import { mayBeUnread, unreadOf } from "../../stack-model/unread-types";
import type { Finding } from "../findings";
import type { StackPolicyDeclaration } from "../policy-declaration";

export const pulumiResourceRequireAnalysis: StackPolicyDeclaration = {
  kind: "stack",
  name: "pulumi-resource-require-analysis",
  displayName: "Identities and instances are of types that are read",
  description:
    "Identities and what starts instances are made by resources of @pulumi/aws, which this pack reads, not by CloudFormation, " +
    "Cloud Control or aws-native.",
  severity: "medium",
  enforcementLevel: "advisory",
  tags: ["iam", "ec2"],
  remediationSteps: "Make the resource with @pulumi/aws, or have it checked where it is written, and exempt it.",
  judgeStack: {
    reads: mayBeUnread,
    judge: (resources) =>
      resources.flatMap((resource): readonly Finding[] => {
        if (!mayBeUnread(resource.type)) return [];
        const problem = unreadOf(resource);
        if (problem === undefined) return [];
        const fix =
          "make it with @pulumi/aws, whose resources are judged, or check it where it is written and exempt it";
        return [{ kind: "notVerified", resource, problem: `is not analysed: ${problem}`, fix }];
      }),
  },
};
