import { z } from "zod";

import type { PolicySymbol } from "../../iam";
import { isSymbolic, type Problem, withoutSymbols } from "../plan";
import { quotedText } from "../symbol-labels";

/** Checks the ARN of one role. */
export const ROLE_ARN = exactArn(
  /^arn:[^:]+:iam::\d{12}:role\/.+$/,
  "the ARN of one role (`arn:<partition>:iam::<account>:role/<name>`), without wildcards",
);

/** Checks the ARN of one role or user that is trusted. */
export const trustedSchema = trustedBy(() => "");

/** The same for the principals of a role, which an argument of its own lets a whole account assume. */
export const principalSchema = trustedBy((given) => {
  const [, account] = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(given) ?? [];
  return account === undefined ? "" : `; for everybody of an account give \`sourceAccount: "${account}"\` instead`;
});

/** Says which principals stand in a list twice; `symbols` are what placeholders in them stand for. */
export function repeated(principals: readonly string[], symbols: readonly PolicySymbol[]): readonly Problem[] {
  return principals.flatMap((arn, index) =>
    principals.indexOf(arn) < index
      ? [
          {
            property: `principals[${index}]`,
            message: `got ${quotedText(arn, symbols)} twice, expected each principal once`,
          },
        ]
      : [],
  );
}

function trustedBy(hint: (given: string) => string): z.ZodType {
  return exactArn(
    /^arn:[^:]+:iam::\d{12}:(role|user)\/.+$/,
    "the ARN of one role or user (`arn:<partition>:iam::<account>:role/<name>`), without wildcards",
    hint,
  );
}

/** `hint` says what to do about a text that is none. */
function exactArn(form: RegExp, expected: string, hint: (given: string) => string = () => ""): z.ZodType {
  return z.string().refine((text) => !/[*?$]/.test(withoutSymbols(text)) && (isSymbolic(text) || form.test(text)), {
    error: ({ input }) => `expected ${expected}${hint(String(input))}`,
  });
}
