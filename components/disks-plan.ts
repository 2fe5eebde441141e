import { z } from "zod";

import { knownOr, knownText } from "./plan";

const root = z.object({
  sizeGiB: knownOr(z.number().int().min(1, { message: "expected a size in GiB, at least 1" })).optional(),
  type: z.string().optional(),
  kmsKeyArn: knownText(
    (arn) => /^arn:[^:]+:kms:[^:]+:\d{12}:(key|alias)\/.+$/.test(arn),
    "the ARN of a key",
  ).optional(),
  deleteOnTermination: knownOr(z.boolean()).optional(),
});

/** Checks `rootDisk` and `dataDisks`. */
export const disksSchema = {
  rootDisk: root.optional(),
  dataDisks: z
    .array(
      root.extend({
        deviceName: knownText((name) => /^(\/dev\/)?[a-z0-9]+$/.test(name), "a device name such as `/dev/sdf`"),
      }),
    )
    .optional(),
};
