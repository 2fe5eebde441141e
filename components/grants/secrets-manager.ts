import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { StatementArgs } from "../policy-statement";
import type { GrantScope } from "./grant-scope";
import { scopedArn } from "./grant-scope";
import { grantedArn, plainText } from "./granted-arn";

/** A secret, or its ARN with the six characters that AWS adds. */
export type SecretArgument = aws.secretsmanager.Secret | pulumi.Input<string>;

const SECRET = {
  form: /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:.+-[A-Za-z0-9]{6}$/,
  expected: "the ARN of one secret (`arn:<partition>:secretsmanager:<region>:<account>:secret:<name>-<6 characters>`)",
  pattern: "arn:aws*:secretsmanager:*:*:secret:?*",
};

const READ = ["secretsmanager:GetSecretValue"];

/**
 * Grants on secrets. A secret under a customer managed key needs `grants.kms.decrypt(key, { via: "secretsmanager" })` too.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
 */
export const secretsManager = {
  /** Reading the value of one secret. Its ARN has a random part, so it is a symbol until the secret exists. */
  read: (secret: SecretArgument): StatementArgs[] => [
    {
      actions: READ,
      resources: [
        aws.secretsmanager.Secret.isInstance(secret)
          ? secret.arn
          : grantedArn("grants.secretsManager.read", secret, SECRET),
      ],
    },
  ],

  /** Reading every secret whose name begins with `prefix` (`my-app/`); known at first preview. */
  readPrefix: (prefix: string, scope: GrantScope = {}): StatementArgs[] => [
    {
      actions: READ,
      resources: [
        scopedArn(
          "grants.secretsManager.readPrefix",
          "secretsmanager",
          `secret:${plainText("grants.secretsManager.readPrefix", prefix, "the beginning of secret names")}*`,
          scope,
        ),
      ],
    },
  ],
};
