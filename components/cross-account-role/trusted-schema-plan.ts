import { z } from "zod";

import { isSymbolic, type Problem, withoutSymbols } from "../plan";

/** Checks the ARN of one role. */
export const ROLE_ARN = exactArn(
  /^arn:[^:]+:iam::\d{12}:role\/.+$/,
  "the ARN of one role (`arn:<partition>:iam::<account>:role/<name>`), without wildcards",
);

/** Checks the ARN of one role or user that is trusted. */
export const trustedSchema = exactArn(
  /^arn:[^:]+:iam::\d{12}:(role|user)\/.+$/,
  "the ARN of one role or user (`arn:<partition>:iam::<account>:role/<name>`), without wildcards",
);

/** Says which principals stand in a list twice. */
export function repeated(principals: readonly string[]): readonly Problem[] {
  return principals.flatMap((arn, index) =>
    principals.indexOf(arn) < index
      ? [{ property: `principals[${index}]`, message: `got \`${arn}\` twice, expected each principal once` }]
      : [],
  );
}

function exactArn(form: RegExp, expected: string): z.ZodType {
  return z.string().refine((text) => !/[*?$]/.test(withoutSymbols(text)) && (isSymbolic(text) || form.test(text)), {
    message: `expected ${expected}`,
  });
}
