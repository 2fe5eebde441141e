import { z } from "zod";

import { knownOr, knownText, only } from "./plan";

const SIZE = "expected a size in GiB, a whole number, at least 1";
const size = knownOr(z.int({ message: SIZE }).min(1, { message: SIZE }));
const root = {
  sizeGiB: size.optional(),
  type: z.string().optional(),
  kmsKeyArn: knownText(
    (arn) => /^arn:[^:]+:kms:[^:]+:\d{12}:(key|alias)\/.+$/.test(arn),
    "the ARN of a key",
  ).optional(),
  deleteOnTermination: knownOr(z.boolean()).optional(),
};

/** Checks `rootDisk` and `dataDisks`. */
export const disksSchema = {
  rootDisk: only(root).optional(),
  dataDisks: z
    .array(
      only({
        ...root,
        sizeGiB: size,
        deviceName: knownText((name) => /^(\/dev\/)?[a-z0-9]+$/.test(name), "a device name such as `/dev/sdf`"),
      }),
    )
    .optional(),
};
