import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { arnOf } from "../arn-of";
import type { StatementArgs } from "../policy-statement";
import type { GrantScope } from "./grant-scope";
import { scopedArn } from "./grant-scope";
import { grantedArn, plainText } from "./granted-arn";

/** A parameter, or its ARN. */
export type ParameterArgument = aws.ssm.Parameter | pulumi.Input<string>;

const PARAMETER = {
  form: /^arn:[^:]+:ssm:[^:]+:\d{12}:parameter\/.+$/,
  expected: "the ARN of one parameter (`arn:<partition>:ssm:<region>:<account>:parameter/<name>`)",
  pattern: "arn:aws*:ssm:*:*:parameter/?*",
};

/** Grants on Systems Manager. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html */
export const ssm = {
  /** Reading one parameter. A secure string under a customer managed key needs `grants.kms.decrypt` too. */
  readParameter: (parameter: ParameterArgument): StatementArgs[] => [
    {
      actions: ["ssm:GetParameter", "ssm:GetParameters"],
      resources: [
        aws.ssm.Parameter.isInstance(parameter)
          ? arnOf(parameter)
          : grantedArn("grants.ssm.readParameter", parameter, PARAMETER),
      ],
    },
  ],

  /**
   * Reading the parameters under `path` (`/my-app`), one by one or together, and nothing beside it (`/my-app-2`). Who may
   * read by a path may read all its levels.
   */
  readParameters: (path: string, scope: GrantScope = {}): StatementArgs[] => {
    const arnOfParameters = (resource: string) => scopedArn("grants.ssm.readParameters", "ssm", resource, scope);
    const parameters = `parameter${pathOf(path)}`;
    return [
      { actions: ["ssm:GetParameter", "ssm:GetParameters"], resources: [arnOfParameters(`${parameters}/*`)] },
      {
        actions: ["ssm:GetParametersByPath"],
        resources: [arnOfParameters(parameters), arnOfParameters(`${parameters}/*`)],
      },
    ];
  },

  /**
   * What the agent needs for Session Manager, and no more, as AWS lists it: Run Command, Patch Manager and the like need
   * the managed policy `AmazonSSMManagedInstanceCore`. These actions have no narrower resources that the agent could be
   * limited to.
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
   */
  sessionManager: (): StatementArgs[] => [
    {
      actions: [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      resources: ["*"],
    },
  ],
};

function pathOf(path: string): string {
  const plain = plainText("grants.ssm.readParameters", path, "a path such as `/my-app`").replace(/\/$/, "");
  if (!/^(\/[\w.-]+)+$/.test(plain)) {
    throw new pulumi.RunError(`grants.ssm.readParameters: got \`${path}\`, expected a path such as \`/my-app\``);
  }
  return plain;
}
